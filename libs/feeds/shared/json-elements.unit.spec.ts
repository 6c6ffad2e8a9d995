import fc from 'fast-check';
import { pieces } from '../spec-help';
import { lineElements, listElements } from './json-lists';
import { decodeUtf8 } from './text';

const limits = { elementCharacters: 100_000, name: 'event' };
const cut = async (text: string, size: number, by = listElements): Promise<unknown[]> => {
  const found: unknown[] = [];
  for await (const element of by(decodeUtf8(pieces(text, size)), limits)) found.push(JSON.parse(element.text));
  return found;
};

describe('cutting JSON', () => {
  it('finds the values of any list, however it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(3),
        async (values, size, indent) => {
          const expected: unknown = JSON.parse(JSON.stringify(values));
          expect(await cut(JSON.stringify(values, null, indent), size)).toEqual(expected);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('finds the values of any lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 50 }), async (values, size) => {
        const text = `\n${values.map((value) => JSON.stringify(value)).join('\r\n\n')}\n`;
        expect(await cut(text, size, lineElements)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('says on which line a value starts', async () => {
    const lines: number[] = [];
    for await (const { line } of listElements(decodeUtf8(pieces('[1,\n\n {"a":\n"b"},\n3]', 2)), limits))
      lines.push(line);
    expect(lines).toEqual([1, 3, 5]);
  });
});
