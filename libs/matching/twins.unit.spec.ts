import fc from 'fast-check';
import { PersonReader } from './clean/read-person';
import { variantLists } from './clean/variants';
import { COMMON_NAMES } from './clean/common-names';
import { matchSet } from './match-set';
import type { Stated } from './person';
import { STANDING_WEIGHTS } from './weigh/standing';

/** Takes all that a machine may take: what keeps twins apart is no threshold. */
const EAGER = { ...STANDING_WEIGHTS, thresholds: { match: 0.01, potential: 0.005, low: 0.001 } };

const FAMILY: Partial<Stated> = {
  familyName: 'Thornwick',
  birthDate: '2012-04-30',
  sex: 'F',
  postcode: 'WX12 3AB',
  addressLines: ['1 Mill Lane'],
  parents: ['Gwenadine Thornwick', 'Haliond Thornwick'],
  school: '9992001',
};

/** Names that are forms of one another are one name: nobody calls twins so, and nothing tells them apart. */
const GROUPS = variantLists();
const areForms = (one: string, other: string): boolean =>
  GROUPS.some((forms) => forms.includes(one) && forms.includes(other) && (forms[0] === one || forms[0] === other));
const SHORTEST = 4;
const NAMES = [...new Set([...COMMON_NAMES, ...GROUPS.map((forms) => forms[0] ?? '')])].filter(
  (name) => name.length >= SHORTEST,
);

function clusters(stated: readonly Stated[]): readonly number[] {
  const reader = new PersonReader();
  return [
    ...matchSet(
      stated.map((one) => reader.read(one)),
      { weights: EAGER },
    ).clusterOf,
  ];
}

describe('twins, of one home and school', () => {
  it.each([
    ['Amina', 'Amira'],
    ['Aryan', 'Ayan'],
    ['Hassan', 'Hussain'],
    ['Jack', 'Zack'],
    ['Amir', 'Amira'],
    ['Mohammed Aryan', 'Mohammed Ayan'],
    ['Ella', 'Nora'],
    ['Maya', 'Mya'],
  ])('%s and %s are two without a number', (one, other) => {
    const [a, b] = clusters([
      { id: 'a', ...FAMILY, givenName: one },
      { id: 'b', ...FAMILY, givenName: other },
    ]);
    expect(a).not.toBe(b);
  });

  it.each([
    ['a parent bears it', { parents: ['Gwenadine Thornwick'] }, []],
    [
      'many bear it as such',
      { parents: [] },
      Array.from({ length: 30 }, (_, i) => ({
        ...{
          id: `other-${i}`,
          givenName: 'Aelandor',
          familyName: 'Thornwick',
          birthDate: `20${10 + (i % 10)}-0${1 + (i % 3)}-1${i % 10}`,
        },
      })),
    ],
  ])('are two where the family name stands as the given one in both records: %s', (_, more, others) => {
    const turned = { ...FAMILY, ...more, givenName: 'Thornwick' };
    const [a, b] = clusters([
      { ...turned, id: 'a', familyName: 'Aelandor' },
      { ...turned, id: 'b', familyName: 'Brielind' },
      ...others,
    ]);
    expect(a).not.toBe(b);
  });

  it('are two whatever two names that many bear they have, save spellings of one', () => {
    let near = 0;
    const name = fc.constantFrom(...NAMES);
    const nearby = name.chain((one) => fc.tuple(fc.constant(one), fc.constantFrom(one, ...neighboursOf(one))));
    fc.assert(
      fc.property(fc.oneof(fc.tuple(name, name), nearby), ([one, other]) => {
        const reader = new PersonReader();
        const [a, b] = [one, other].map((givenName) => reader.read({ id: 'x', givenName }).given);
        const oneName = a?.spellings.plain === b?.spellings.plain;
        fc.pre(one !== other && !oneName && !areForms(one, other));
        near++;
        const [first, second] = clusters([
          { id: 'a', ...FAMILY, givenName: one },
          { id: 'b', ...FAMILY, givenName: other },
        ]);
        expect(first).not.toBe(second);
      }),
      { numRuns: 600 },
    );
    expect(near).toBeGreaterThan(300);
  });

  it('stay two when a slip could be of either', () => {
    const [a, b] = clusters([
      { id: 'a', ...FAMILY, givenName: 'Amina' },
      { id: 'b', ...FAMILY, givenName: 'Amira' },
      { id: 'slip', ...FAMILY, givenName: 'Amida' },
    ]);
    expect(a).not.toBe(b);
  });

  it('are told from a slip by how many bear the name', () => {
    const many = (givenName: string, count: number): Stated[] =>
      Array.from({ length: count }, (_, at) => ({
        id: `${givenName}-${at}`,
        givenName,
        birthDate: `1990-02-${10 + at}`,
      }));
    const stated = (bearers: number): readonly Stated[] => [
      { id: 'a', ...FAMILY, givenName: 'Quenobin' },
      { id: 'b', ...FAMILY, givenName: 'Quenodin' },
      ...many('Quenobin', 12),
      ...many('Quenodin', bearers),
    ];
    const areOne = (bearers: number): boolean => {
      const [a, b] = clusters(stated(bearers));
      return a === b;
    };
    expect([areOne(2), areOne(12)]).toEqual([true, false]);
  });
});

/** Names a letter away, which are the hard ones. */
function neighboursOf(name: string): readonly string[] {
  return NAMES.filter(
    (other) =>
      other !== name &&
      Math.abs(other.length - name.length) < 2 &&
      [...name].filter((letter, at) => letter === other[at]).length >= name.length - 2,
  );
}
