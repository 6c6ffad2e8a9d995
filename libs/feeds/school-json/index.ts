import type { FeedFormat, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { type JsonElement, type JsonLimits, parseElement, refuseDeep } from '../shared/json-elements';
import { listElements, peek } from '../shared/json-lists';
import { memberElements } from '../shared/json-member';
import { decodeUtf8 } from '../shared/text';
import { readEntry } from './entry';

const PAGE: JsonLimits = { elementCharacters: 8_000_000, name: 'page' };
const ENTRY: JsonLimits = { elementCharacters: 1_000_000, name: 'entry' };

/**
 * What a school system's API gives: one page, `{ "data": [ … ], "meta": { "pagination": … } }`, or a list of pages.
 * Students, attendance, exclusions and deletions are told apart by their fields.
 */
export const schoolJson: FeedFormat = {
  id: 'school-json',
  title: 'Pages of a school system’s API (JSON)',
  mediaTypes: ['application/json'],
  currency: 'daily',
  revisions: 'stamp',
  async *parse(input): AsyncGenerator<Parsed> {
    const { first, text } = await peek(decodeUtf8(input));
    if (first === '{') yield* onePage(text);
    else if (first === '[') yield* pages(text);
    else throw fileProblem('json-not-expected', 'The document is neither a page nor a list of pages.', { line: 1 });
    yield { kind: 'complete' };
  },
};

async function* onePage(text: AsyncIterable<string>): AsyncGenerator<Parsed> {
  for await (const element of memberElements(text, { ...ENTRY, member: 'data' })) {
    yield readEntry(valueOf(element), `entry ${element.index}`);
  }
}

async function* pages(text: AsyncIterable<string>): AsyncGenerator<Parsed> {
  for await (const element of listElements(text, PAGE)) {
    const page = valueOf(element);
    const entries: unknown = page !== null && typeof page === 'object' ? Reflect.get(page, 'data') : undefined;
    if (!Array.isArray(entries)) {
      throw fileProblem('json-not-expected', `Page ${element.index} (line ${element.line}) has no list data.`, {
        line: element.line,
      });
    }
    for (const [at, entry] of entries.entries()) yield readEntry(entry, `page ${element.index} entry ${at + 1}`);
  }
}

function valueOf(element: JsonElement): unknown {
  refuseDeep(element.text, PAGE);
  return parseElement(element);
}
