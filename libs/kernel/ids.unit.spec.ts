import fc from 'fast-check';
import { derivedId, isUuid, uuidv7 } from './ids';

describe('ids', () => {
  it('are UUIDs that sort by the time they were made', () => {
    const early = uuidv7(1_700_000_000_000);
    const late = uuidv7(1_700_000_000_001);
    expect(isUuid(early)).toBe(true);
    expect(early < late).toBe(true);
  });

  it('derived from the same parts are the same, and no other split of the text gives it', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.string(), { minLength: 1 }), (a, b) => {
        const equal = a.length === b.length && a.every((part, i) => part === b[i]);
        return (derivedId(...a) === derivedId(...b)) === equal;
      }),
      { seed: 7 },
    );
    expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
    expect(isUuid(derivedId('x'))).toBe(true);
  });
});
