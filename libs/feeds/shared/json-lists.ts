import { fileProblem } from '../problem-codes';
import { broken, ElementCutter, type JsonElement, type JsonLimits } from './json-elements';

/** The values of a document that is one list. */
export async function* listElements(chunks: AsyncIterable<string>, limits: JsonLimits): AsyncGenerator<JsonElement> {
  const cutter = new ElementCutter(limits);
  let opened = false;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (!opened) {
      rest = chunk.trimStart();
      if (rest === '') continue;
      if (!rest.startsWith('[')) throw fileProblem('json-not-expected', 'The document is not a list.', { line: 1 });
      rest = rest.slice(1);
      opened = true;
    }
    const closedAt = cutter.finished ? 0 : yield* cutter.push(rest);
    if (cutter.finished && rest.slice(closedAt).trim() !== '') throw broken(cutter.currentLine);
  }
  if (!opened) throw fileProblem('json-truncated', 'The text ends before it begins.', { line: 1 });
  cutter.close();
}

/** One value a line (NDJSON); empty lines are passed over. */
export async function* lineElements(chunks: AsyncIterable<string>, limits: JsonLimits): AsyncGenerator<JsonElement> {
  let [kept, line, index] = ['', 0, 0];
  const tooLong = (text: string) => {
    if (text.length <= limits.elementCharacters) return;
    const detail = `Line ${line + 1} is longer than ${limits.elementCharacters} characters.`;
    throw fileProblem('json-element-too-large', detail, { line: line + 1 });
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      const text = kept + chunk.slice(from, end);
      tooLong(text);
      line++;
      if (text.trim() !== '') yield { text, index: ++index, line };
      kept = '';
      from = end + 1;
    }
    kept += chunk.slice(from);
    tooLong(kept);
  }
  if (kept.trim() !== '') yield { text: kept, index: index + 1, line: line + 1 };
}

/** The whole of a document that must be small. */
export async function wholeText(chunks: AsyncIterable<string>, limits: JsonLimits): Promise<string> {
  const parts: string[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.elementCharacters) {
      const detail = `${limits.name} is longer than ${limits.elementCharacters} characters.`;
      throw fileProblem('json-element-too-large', detail);
    }
    parts.push(chunk);
  }
  return parts.join('');
}

/** The first character that is not white space, and all of the text, that character included. */
export async function peek(chunks: AsyncIterable<string>): Promise<{ first: string; text: AsyncIterable<string> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: string[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    read.push(next.value);
    const first = next.value.trimStart().charAt(0);
    if (first !== '') return { first, text: resume(read, iterator) };
    if (read.length > 1000) break;
  }
  return { first: '', text: resume(read, iterator) };
}

async function* resume(read: readonly string[], iterator: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    yield* read;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
