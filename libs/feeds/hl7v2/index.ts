import type { Instant } from '@tributary/kernel';
import type { FeedFormat, Parsed } from '../format';
import { Fault } from '../shared/fault';
import { parked } from '../shared/parked';
import { isOldUpdate, Runs } from './bulk';
import { CHARSET, charsetOf, readableText, textOf } from './charset';
import { Message } from './message';
import { messagesOf, type RawMessage } from './messages';
import { readMessage } from './read-message';

/**
 * HL7 version 2: admissions (ADT) and appointments (SIU), a message alone, several, or in batches. The time at which
 * an event was recorded orders what is said of one visit; control ids (MSH-10) repeat in practice, and nothing rests
 * on them. Clinical segments are never read.
 */
export const hl7v2: FeedFormat = {
  id: 'hl7v2',
  title: 'Hospital admissions and appointments (HL7 v2)',
  mediaTypes: ['application/hl7-v2', 'x-application/hl7-v2+er7'],
  currency: 'live',
  revisions: 'stamp',
  async *parse(input, { receivedAt }): AsyncGenerator<Parsed> {
    const runs = new Runs<readonly Parsed[]>((all) => all.map(asHistory));
    for await (const raw of messagesOf(input)) {
      const { entries, old } = read(raw, receivedAt);
      yield* runs.next(entries, old).flat();
    }
    yield* runs.end().flat();
    yield { kind: 'complete' };
  },
};

const asHistory = (parsed: Parsed): Parsed => (parsed.kind === 'record' ? { ...parsed, backfill: true } : parsed);

function read(raw: RawMessage, receivedAt: Instant): { entries: readonly Parsed[]; old: boolean } {
  const place = `message ${raw.number}`;
  let text: string | undefined;
  try {
    if (!raw.whole) throw new Fault('hl7-message-too-large', 'It has more than a million characters.');
    text = textOf(raw.bytes, charsetOf(raw.bytes));
    const message = Message.of(text);
    return { entries: readMessage(message, place, receivedAt), old: isOldUpdate(message, receivedAt) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const kept = text === undefined ? readableText(raw.bytes) : inUtf8(text);
    return { entries: [parked(place, error.code, `${place}: ${error.message}`, kept)], old: false };
  }
}

/** What is parked is kept in UTF-8, and says so, for when it is read again. */
function inUtf8(text: string): string {
  const end = text.indexOf('\r');
  const header = end < 0 ? text : text.slice(0, end);
  const separator = header.charAt(3);
  const fields = header.split(separator);
  if ((fields[CHARSET] ?? '') === '') return text;
  fields[CHARSET] = 'UNICODE UTF-8';
  return fields.join(separator) + (end < 0 ? '' : text.slice(end));
}
