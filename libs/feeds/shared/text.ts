import { isUtf8 } from 'node:buffer';
import { fileProblem } from '../problem-codes';

const NEWLINE = 10;
const countNewlines = (bytes: Uint8Array, end: number): number => {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0 && at < end; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
};

/** The first line of `bytes` that is not UTF-8, counted from 0. */
function badLine(bytes: Uint8Array): number {
  let line = 0;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found < 0 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return Math.max(0, line - 1);
}

/** Undefined where `bytes` do not look like UTF-16 or UTF-32: no mark, no zero bytes. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16';
  return bytes.subarray(0, 4).includes(0) ? 'UTF-16 or UTF-32' : undefined;
}

/**
 * Decodes UTF-8 piece by piece; a byte-order mark is dropped. Throws `encoding-wrong` with the line, `file-empty`
 * where there is nothing.
 */
export async function* decodeUtf8(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 0;
  let empty = true;
  let pending: Uint8Array = new Uint8Array();
  for await (const chunk of input) {
    if (chunk.length === 0) continue;
    if (empty) refuseWide(chunk);
    empty = false;
    const text = decoded(
      () => decoder.decode(chunk, { stream: true }),
      () => lines + badLine(Buffer.concat([pending, chunk])),
    );
    lines += countNewlines(chunk, chunk.length);
    pending = chunk.subarray(Math.max(chunk.lastIndexOf(NEWLINE) + 1, chunk.length - 3));
    if (text !== '') yield text;
  }
  if (empty) throw fileProblem('file-empty', 'The delivery is empty.');
  decoded(
    () => decoder.decode(),
    () => lines,
  );
}

function refuseWide(chunk: Uint8Array): void {
  const wide = wideEncoding(chunk);
  if (wide !== undefined) throw fileProblem('encoding-wrong', `The text is ${wide}, not UTF-8.`, { line: 1 });
}

function decoded(decode: () => string, line: () => number): string {
  try {
    return decode();
  } catch {
    const at = line() + 1;
    throw fileProblem('encoding-wrong', `Line ${at} is not UTF-8.`, { line: at });
  }
}

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Decodes piece by piece. A byte-order mark of UTF-8 at the start counts for more than what was said beforehand. */
export async function* decodeText(input: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const { start, rest } = await beginningOf(input);
  const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  if (encoding === 'utf-8' || marked) yield* decodeUtf8(rest);
  else yield* decodeAs(rest, encoding);
}

async function* decodeAs(input: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let empty = true;
  for await (const chunk of input) {
    empty &&= chunk.length === 0;
    const text = decodedAs(encoding, () => decoder.decode(chunk, { stream: true }));
    if (text !== '') yield text;
  }
  if (empty) throw fileProblem('file-empty', 'The delivery is empty.');
  decodedAs(encoding, () => decoder.decode());
}

function decodedAs(encoding: Encoding, decode: () => string): string {
  try {
    return decode();
  } catch {
    throw fileProblem('encoding-wrong', `The text is not ${encoding}, as the feed’s mapping says.`);
  }
}

type Begun = Readonly<{ start: Uint8Array; rest: AsyncIterable<Uint8Array> }>;

/** The first three bytes, or all there are, and the whole of it. */
async function beginningOf(input: AsyncIterable<Uint8Array>): Promise<Begun> {
  const iterator = input[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= 3) break;
  }
  return { start, rest: resumed(start, iterator) };
}

async function* resumed(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
