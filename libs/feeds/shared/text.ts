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
