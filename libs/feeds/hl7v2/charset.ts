import { isUtf8 } from 'node:buffer';
import { Fault } from '../shared/fault';

/**
 * Character sets of HL7 table 0211 that keep ASCII as it is, by the names senders write (MSH-18), and the decoder of
 * each. Others (ISO 2022, GB 18030, UTF-16) are in no English feed.
 */
const DECODERS: Readonly<Record<string, string>> = {
  ASCII: 'windows-1252',
  '8859/1': 'windows-1252',
  '8859/2': 'iso-8859-2',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/7': 'iso-8859-7',
  '8859/9': 'windows-1254',
  '8859/15': 'iso-8859-15',
  'WINDOWS-1252': 'windows-1252',
  CP1252: 'windows-1252',
  UNICODE: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
};
/** Stands where bytes could not be read; a text that holds it was spoiled here or before it was sent. */
const LOST = '\uFFFD';

/**
 * The text of a message in the character set that it names. One that names none is UTF-8, or where its bytes are not,
 * Windows-1252: that is what English systems send without a word. ASCII is read as its superset.
 * Throws a Fault for a set that is not known, and for bytes that are not of the set named.
 */
export function textOf(bytes: Uint8Array, named: string): string {
  const decoder = named === '' ? (isUtf8(bytes) ? 'utf-8' : 'windows-1252') : DECODERS[nameOf(named)];
  if (decoder === undefined) throw new Fault('hl7-charset-unknown', 'MSH-18 names a character set that is not read.');
  const text = new TextDecoder(decoder).decode(bytes);
  if (text.includes(LOST))
    throw new Fault('encoding-wrong', 'Not all bytes are of the character set that MSH-18 names.');
  return text;
}

const nameOf = (named: string): string =>
  named
    .toUpperCase()
    .replace(/^ISO[ -]?8859[-/]/, '8859/')
    .trim();

/** The message as text whatever its bytes are: what is kept of one that could not be read. */
export const readableText = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes);

/** Where MSH-18 stands when the header is split at its separator. */
export const CHARSET = 17;

/** MSH-18, looked up before anything is decoded. */
export function charsetOf(bytes: Buffer): string {
  const [header = ''] = bytes.toString('latin1').split('\r', 1);
  const field = header.split(header.charAt(3))[CHARSET] ?? '';
  return (field.split(header.charAt(5))[0] ?? '').trim();
}
