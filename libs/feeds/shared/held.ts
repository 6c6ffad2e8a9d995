import { fileProblem } from '../problem-codes';

/**
 * The whole delivery in memory, for what must be read more than once before anything can be said of it. Throws
 * `set-too-large` beyond `limit` bytes, before they are kept.
 */
export async function held(input: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > limit) throw fileProblem('set-too-large', `The delivery is larger than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What `bytes` start with, and all of them; reads on until `count` are there or nothing more comes. */
export async function peek(
  input: AsyncIterable<Uint8Array>,
  count: number,
): Promise<Readonly<{ start: Buffer; bytes: AsyncGenerator<Uint8Array> }>> {
  const iterator = input[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return { start, bytes: resumed(start, iterator) };
}

async function* resumed(start: Buffer, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
