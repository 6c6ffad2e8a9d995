import fc from 'fast-check';
import { LEAVES, PuncturableKey } from './puncturable-key';

const hex = (key: Buffer | undefined): string | undefined => key?.toString('hex');
const leaf = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: LEAVES - 1 }));

describe('a puncturable key', () => {
  it('loses exactly the leaves taken out, whatever they are and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 12 }), fc.array(leaf, { maxLength: 30 }), (taken, looked) => {
        const whole = PuncturableKey.create();
        const punctured = taken.reduce((key, one) => key.puncture(one), whole);
        const stored = PuncturableKey.parse(punctured.serialize());
        for (const one of [...looked, ...taken, ...taken.map((t) => (t + 1) % LEAVES)]) {
          const expected = taken.includes(one) ? undefined : hex(PuncturableKey.parse(whole.serialize()).leafKey(one));
          expect(hex(stored.leafKey(one))).toBe(expected);
        }
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });

  it('gives every leaf its own key', () => {
    const key = PuncturableKey.create();
    const keys = Array.from({ length: 600 }, (_, one) => hex(key.leafKey(one)));
    expect(new Set(keys).size).toBe(600);
  });

  it('stays small: a leaf taken out costs at most 90 nodes', () => {
    const bytes = PuncturableKey.create().puncture(5).serialize().length;
    expect(bytes).toBe(90 * 36);
  });

  it('keeps no way back: no held node leads to a leaf taken out, by any path of hashes', () => {
    const punctured = PuncturableKey.create().puncture(7);
    punctured.leafKey(6);
    expect(punctured.leafKey(7)).toBeUndefined();
    expect(punctured.puncture(7)).toBe(punctured);
  });

  it('opens nothing after a wipe, and what it held is overwritten', () => {
    const key = PuncturableKey.create();
    const leafKey = key.leafKey(3);
    key.wipe();
    expect(leafKey?.every((byte) => byte === 0)).toBe(true);
    expect(key.leafKey(3)).toBeUndefined();
    expect(key.serialize()).toHaveLength(0);
  });

  it.each([-1, 1.5, LEAVES])('refuses leaf %d', (bad) => {
    expect(() => PuncturableKey.create().leafKey(bad)).toThrow(RangeError);
  });
});
