import fc from 'fast-check';
import { PersonReader } from '../clean/read-person';
import { Lookup } from '../lookup';
import { matchSet } from '../match-set';
import type { Person, Stated } from '../person';
import { someStated } from '../stated.fixture';
import { STANDING_WEIGHTS } from '../weigh/standing';
import { birthKeys } from './births';
import { Blocks } from './blocks';
import { KEY_KINDS } from './keys';

const readAll = (stated: readonly Stated[]): readonly Person[] => {
  const reader = new PersonReader();
  return stated.map((one) => reader.read(one));
};
const keysOf = (stated: Omit<Stated, 'id'>): readonly string[] =>
  birthKeys(new PersonReader().read({ id: '', ...stated }));
const plus = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const MOTHER = 'Gwenadine Thornwick';
const UNBORN: Stated = {
  ...{ id: 'unborn', familyName: 'Thornwick', postcode: 'WX12 3AB' },
  ...{ expectedBirthDate: '2026-03-20', parents: [MOTHER] },
};
/** Of a family that moved, under the father’s name. */
const NEWBORN: Stated = {
  ...{ id: 'newborn', givenName: 'Aelandor', familyName: 'Pennshaw', postcode: 'YY1 1AA' },
  ...{ birthDate: '2026-03-09', parents: [MOTHER] },
};

describe('what a child not yet born is found by', () => {
  it('is each parent, with each month in which birth may come', () => {
    const days = fc.integer({ min: 0, max: 3_000 }).map((n) => plus('2024-01-01', n));
    const apart = fc.integer({ min: -126, max: 28 });
    fc.assert(
      fc.property(days, apart, (expectedBirthDate, offset) => {
        const expected = keysOf({ expectedBirthDate, parents: [MOTHER, 'Haliond Pennshaw'] });
        const [key] = keysOf({ birthDate: plus(expectedBirthDate, offset), parents: [MOTHER] });
        expect(expected).toContain(key);
        expect(new Set(expected).size).toBe(expected.length);
        expect(expected.length).toBeLessThanOrEqual(14);
      }),
    );
  });

  it('is that mother whichever of her names stands first, as it sounds, with a name in between or none', () => {
    const [key] = keysOf(NEWBORN);
    for (const one of ['Thornwick, Gwenadine', 'Mrs Gwenadine Thornwik', 'Gwenadine Mary Thornwick']) {
      expect(keysOf({ ...NEWBORN, parents: [one] })).toEqual([key]);
    }
    expect(keysOf({ ...NEWBORN, parents: ['Mum', 'Mrs Thornwick'] })).toEqual([]);
  });

  it('is none of a day that is none, of no parent, or of a child at school', () => {
    expect(keysOf({ ...UNBORN, expectedBirthDate: '2026-02-31' })).toEqual([]);
    expect(keysOf({ ...UNBORN, parents: [] })).toEqual([]);
    expect(keysOf({ ...NEWBORN, school: '9992001' })).toEqual([]);
    expect(keysOf({ ...NEWBORN, birthDate: '2026-02-30' })).toEqual([]);
  });
});

describe('a set of records with children not yet born', () => {
  it('finds the newborn of a family that moved, under another name; links them by no machine', () => {
    const { pairs, clusterOf } = matchSet(readAll([NEWBORN, UNBORN]), { weights: STANDING_WEIGHTS });
    expect(pairs).toMatchObject([{ a: 0, b: 1, outcome: 'PotentialMatch', reason: 'not-yet-born' }]);
    expect(clusterOf[0]).not.toBe(clusterOf[1]);
  });

  it('is asked for either of the two', () => {
    for (const [known, asked] of [
      [UNBORN, NEWBORN],
      [NEWBORN, UNBORN],
    ] as const) {
      const { outcome, candidates } = new Lookup(readAll([known]), STANDING_WEIGHTS).ask(asked);
      expect([outcome, candidates.map(({ id }) => id)]).toEqual(['PotentialMatch', [known.id]]);
    }
  });

  it('finds nobody by a name that too many parents have', () => {
    const many = Array.from({ length: 4 }, (_, n) => ({ ...UNBORN, id: `u${n}`, familyName: '', postcode: '' }));
    const found = (most: number): number => {
      let pairs = 0;
      new Blocks(readAll([...many, NEWBORN]), most).pairs(() => pairs++);
      return pairs;
    };
    expect([found(4), found(3)]).toEqual([10, 0]);
  });

  it('finds each pair once, and of born children what it found without them', () => {
    const pairsOf = (people: readonly Person[], kinds = KEY_KINDS): readonly string[] => {
      const pairs: string[] = [];
      new Blocks(people, 100, kinds).pairs((a, b) => pairs.push(`${a} ${b}`));
      return pairs;
    };
    let more = 0;
    fc.assert(
      fc.property(someStated(14), (stated) => {
        const people = readAll(stated);
        const all = pairsOf(people);
        // The same kinds, and no look at births.
        const before = new Set(pairsOf(people, [...KEY_KINDS]));
        expect(new Set(all).size).toBe(all.length);
        const added = all.filter((pair) => !before.has(pair));
        expect(all.length - added.length).toBe(before.size);
        for (const pair of added) {
          const [a = 0, b = 0] = pair.split(' ').map(Number);
          expect(a).toBeLessThan(b);
          expect(people[a]?.expected ?? people[b]?.expected).toBeDefined();
          more++;
        }
      }),
      { numRuns: 500 },
    );
    expect(more).toBeGreaterThan(0);
  });
});
