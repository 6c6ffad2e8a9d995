import type { FeedFormat, Parsed, ParseOptions } from '../format';
import { fileProblem } from '../problem-codes';
import { type JsonElement, type JsonLimits, parseElement, refuseDeep } from '../shared/json-elements';
import { lineElements, listElements, peek, wholeText } from '../shared/json-lists';
import { memberElements } from '../shared/json-member';
import { type Mapping, neededMapping, parkedRow, readRow } from '../shared/mapping';
import { decodeUtf8 } from '../shared/text';
import { type Around, jsonSource, unreadIn } from './source';

const LINES = 'application/x-ndjson';
const LIMITS: JsonLimits = { elementCharacters: 1_000_000, name: 'element' };

/** A JSON of the sender's own, read by the feed's mapping: a list, one element, a list in an object, or one a line. */
export const mappedJson: FeedFormat = {
  id: 'mapped-json',
  title: 'JSON of the sender’s own, by a mapping',
  mediaTypes: ['application/json', LINES],
  currency: 'live',
  revisions: 'stamp',
  mapped: true,
  async *parse(input, options): AsyncGenerator<Parsed> {
    const mapping = neededMapping(options, 'mapped-json');
    const lines = options.mediaType.startsWith(LINES);
    for await (const element of elementsOf(decodeUtf8(input), lines, mapping)) {
      yield* readElement(element, { mapping, lines, options });
    }
    yield { kind: 'complete' };
  },
};

async function* elementsOf(
  chunks: AsyncIterable<string>,
  lines: boolean,
  { document: { reads = {} } }: Mapping,
): AsyncGenerator<JsonElement> {
  if (lines) {
    yield* lineElements(chunks, LIMITS);
    return;
  }
  const { first, text } = await peek(chunks);
  if (first !== '[' && first !== '{') {
    throw fileProblem('json-not-expected', 'The document is neither a list nor an object.', { line: 1 });
  }
  if (first === '[') yield* listElements(text, LIMITS);
  else if (reads.list !== undefined) yield* memberElements(text, { ...LIMITS, member: reads.list });
  else yield { text: await wholeText(text, LIMITS), index: 1, line: 1 };
}

type Reading = Readonly<{ mapping: Mapping; lines: boolean; options: ParseOptions }>;

function* readElement(element: JsonElement, reading: Reading): Generator<Parsed> {
  const { mapping } = reading;
  refuseDeep(element.text, LIMITS);
  const value = parseElement(element);
  const { each } = mapping.document.reads ?? {};
  const place = `element ${element.index}`;
  const entries = each === undefined ? [value] : jsonList(value, each);
  if (!entries) {
    yield parkedRow(place, 'value-missing', `${each} is no list with entries.`, () => rawOf(value, reading));
    return;
  }
  for (const [at, own] of entries.entries()) {
    if (each === undefined) yield rowOf({ own }, place, reading);
    else yield rowOf({ own, outer: value }, `${place}, ${each} ${at + 1}`, reading);
  }
}

const jsonList = (value: unknown, name: string): readonly unknown[] | undefined => {
  const list: unknown = value !== null && typeof value === 'object' ? Reflect.get(value, name) : undefined;
  return Array.isArray(list) && list.length > 0 ? list : undefined;
};

function rowOf(around: Around, place: string, reading: Reading): Parsed {
  const { mapping, options } = reading;
  const { each } = mapping.document.reads ?? {};
  const whole = each === undefined ? around.own : { ...(around.outer as object), [each]: [around.own] };
  const dropped = unreadIn(around, mapping.columns);
  return readRow(mapping, { source: jsonSource(around), place, dropped, raw: () => rawOf(whole, reading) }, options);
}

/** A delivery of the same form that holds this element alone. */
function rawOf(value: unknown, { mapping, lines }: Reading): string {
  const { list } = mapping.document.reads ?? {};
  if (lines) return `${JSON.stringify(value)}\n`;
  return JSON.stringify(list === undefined ? [value] : { [list]: [value] });
}
