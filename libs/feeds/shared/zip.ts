import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { fileProblem } from '../problem-codes';

export type ZipLimits = Readonly<{ files: number; /** Of all files together, once unpacked. */ bytes: number }>;
/** A file in a ZIP, numbered from 1. Its name may hold anything: it is for deciding, never for messages. */
export type ZipMember = Readonly<{ name: string; index: number; read(): AsyncGenerator<Uint8Array> }>;

const OPTIONS = { lazyEntries: true, decodeStrings: true, strictFileNames: true, validateEntrySizes: true } as const;
/** How yauzl says that a name leads out of the ZIP, or holds a backslash. */
const NAME_FAULT = /^(absolute path|invalid relative path|invalid characters)/;

/**
 * The files of a ZIP by its directory, folders left out. Nothing is unpacked before the sizes that the directory
 * states are found to be within `limits`; a file that unpacks to another size or sum than stated is refused while it
 * is read.
 */
export async function zipMembers(bytes: Buffer, limits: ZipLimits): Promise<readonly ZipMember[]> {
  const zip = await opened(bytes);
  if (zip.entryCount > limits.files) throw tooLarge(`${limits.files} files`);
  const entries = await entriesOf(zip);
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > limits.bytes) throw tooLarge(`${limits.bytes} bytes`);
  const files = entries.filter(({ fileName }) => !fileName.endsWith('/'));
  return files.map((entry, at) => memberOf(zip, entry, at + 1));
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, OPTIONS);
  } catch {
    throw broken('its directory cannot be read');
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  try {
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    return entries;
  } catch (error) {
    if (error instanceof Error && NAME_FAULT.test(error.message))
      throw refused('A file has a name that leads elsewhere.');
    throw broken('its directory cannot be read');
  }
}

function memberOf(zip: ZipFile, entry: Entry, index: number): ZipMember {
  if (!entry.canDecodeFileData()) throw refused(`File ${index} is encrypted or packed in a way that is not read.`);
  return { name: entry.fileName, index, read: () => contentOf(zip, entry, index) };
}

async function* contentOf(zip: ZipFile, entry: Entry, index: number): AsyncGenerator<Uint8Array> {
  const pieces = unpacked(zip, entry);
  let sum = 0;
  try {
    for (;;) {
      const next = await pieces.next().catch(() => undefined);
      if (next === undefined) throw broken(`file ${index} cannot be unpacked`);
      if (next.done) break;
      sum = crc32(next.value, sum);
      yield next.value;
    }
  } finally {
    await pieces.return(undefined);
  }
  if (sum !== entry.crc32) throw broken(`file ${index} differs from its check sum`);
}

async function* unpacked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) yield chunk as Uint8Array;
}

const broken = (how: string): Error => fileProblem('zip-broken', `The ZIP is not sound: ${how}.`);
const refused = (what: string): Error => fileProblem('zip-entry-refused', what);
const tooLarge = (limit: string): Error => fileProblem('zip-too-large', `The ZIP holds more than ${limit}.`);
