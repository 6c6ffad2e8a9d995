import { fileProblem } from '../problem-codes';
import type { JsonElement, JsonLimits } from '../shared/json-elements';
import { listElements, peek } from '../shared/json-lists';
import { memberElements } from '../shared/json-member';

/** A child with all its episodes; the largest seen are some 100 kB. */
const LIMITS: JsonLimits = { elementCharacters: 8_000_000, name: 'child' };

/**
 * The children of a delivery, one text at a time. A delivery is a list of children, one child, or an object with
 * `Children` (a list, or one child).
 */
export async function* childElements(chunks: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  const { first, text } = await peek(chunks);
  if (first === '[') {
    yield* listElements(text, LIMITS);
    return;
  }
  if (first !== '{')
    throw fileProblem('json-not-expected', 'The document is neither a list nor an object.', { line: 1 });
  yield* memberElements(text, { ...LIMITS, member: 'Children' });
}
