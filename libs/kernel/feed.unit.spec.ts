import fc from 'fast-check';
import { canonicalJson } from './json';
import { comparePositions, formatPosition, parsePosition } from './feed';

const part = fc.nat({ max: 999_999_999 });
const position = fc.record({ generation: part, tx: part, position: part });

describe('feed positions', () => {
  it('survive being written and read', () => {
    fc.assert(fc.property(position, (at) => comparePositions(parsePosition(formatPosition(at)) ?? at, at) === 0));
    expect(parsePosition('1.2')).toBeUndefined();
    expect(parsePosition('1.2.x')).toBeUndefined();
  });

  it('order by generation before transaction before position', () => {
    const at = (generation: number, tx: number, p: number) => ({ generation, tx, position: p });
    expect(comparePositions(at(2, 1, 1), at(1, 900, 900))).toBeGreaterThan(0);
    expect(comparePositions(at(1, 5, 1), at(1, 4, 900))).toBeGreaterThan(0);
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: [1, { d: undefined, c: 'x' }], a: null })).toBe('{"a":null,"b":[1,{"c":"x"}]}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        return canonicalJson(turned) === canonicalJson(value);
      }),
    );
  });
});
