import fc from 'fast-check';
import { PersonReader } from './clean/read-person';
import { Lookup } from './lookup';
import { matchSet } from './match-set';
import type { Person, Stated } from './person';
import { underCurrentNumbers } from './rules/superseded';
import { someStated } from './stated.fixture';
import { STANDING_WEIGHTS } from './weigh/standing';

/** Takes all that a machine may take: the properties hold however low the bar. */
const EAGER = { ...STANDING_WEIGHTS, thresholds: { match: 0.01, potential: 0.005, low: 0.001 } };

const readAll = (stated: readonly Stated[]): readonly Person[] => {
  const reader = new PersonReader();
  return stated.map((one) => reader.read(one));
};

/** Clusters of two or more, by the ids in them. */
function clustersOf(people: readonly Person[], weights = EAGER): readonly string[] {
  const { clusterOf } = matchSet(people, { weights });
  const groups = Map.groupBy(people.keys(), (place) => clusterOf[place]);
  const ids = [...groups.values()].map((places) => places.map((place) => people[place]?.id ?? '').sort());
  return ids
    .filter((group) => group.length > 1)
    .map((group) => group.join(' '))
    .sort();
}

const CHILD = { givenName: 'Aelandor', familyName: 'Thornwick', birthDate: '2012-04-30', postcode: 'WX12 3AB' };
const [N1, N2, N3] = ['9990000018', '9990000026', '9990000034'];

describe('a set of records', () => {
  it('is put together the same whatever the order they came in', () => {
    const order = fc.array(fc.nat(), { minLength: 14, maxLength: 14 });
    fc.assert(
      fc.property(someStated(14), order, (stated, keys) => {
        const turned = stated
          .map((one, at) => ({ one, key: keys[at] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(clustersOf(readAll(turned))).toEqual(clustersOf(readAll(stated)));
      }),
      { numRuns: 300 },
    );
  });

  it('never holds two valid numbers of which neither superseded the other in one cluster, by whatever chain', () => {
    let joined = 0;
    fc.assert(
      fc.property(someStated(14), (stated) => {
        const people = underCurrentNumbers(readAll(stated));
        const { clusterOf } = matchSet(people, { weights: EAGER });
        for (const places of Map.groupBy(people.keys(), (place) => clusterOf[place]).values()) {
          const numbers = new Set(places.flatMap((place) => people[place]?.nhs ?? []));
          expect(numbers.size).toBeLessThan(2);
          if (places.length > 2) joined++;
        }
      }),
      { numRuns: 300 },
    );
    expect(joined).toBeGreaterThan(50);
  });

  it('leaves a record that fits two numbers to a person', () => {
    const people = readAll([
      { id: 'a', ...CHILD, nhsNumber: N1 },
      { id: 'between', ...CHILD },
      { id: 'b', ...CHILD, nhsNumber: N2 },
    ]);
    const { pairs } = matchSet(people, { weights: EAGER });
    expect(clustersOf(people)).toEqual([]);
    expect(pairs.filter(({ outcome }) => outcome === 'ManyMatch')).toHaveLength(2);
  });

  it('joins two permanent UPNs by no chain of links', () => {
    const pupil = { ...CHILD, sector: 'education' };
    const people = readAll([
      { id: 'a', ...pupil, upn: 'B801200005001' },
      { id: 'between', ...CHILD },
      { id: 'b', ...pupil, upn: 'R674123101121' },
    ]);
    expect(clustersOf(people)).toEqual([]);
    const { pairs } = matchSet(people, { weights: EAGER });
    expect(pairs.map(({ outcome }) => outcome).sort()).toEqual(['ManyMatch', 'ManyMatch', 'PotentialMatch']);
  });

  it('takes a superseded number for the one that stands, whichever record says so', () => {
    const stated = [
      { id: 'old', ...CHILD, nhsNumber: N1 },
      { id: 'older', ...CHILD, nhsNumber: N3 },
      { id: 'new', ...CHILD, nhsNumber: N2 },
    ];
    expect(clustersOf(readAll(stated))).toEqual([]);
    const told = [
      { id: 'told', familyName: 'Nobody', nhsNumber: N2, formerNhsNumbers: [N1] },
      { id: 'told-too', familyName: 'Nobody', nhsNumber: N1, formerNhsNumbers: [N3] },
    ];
    expect(clustersOf(readAll([...stated, ...told]))).toEqual(['new old older']);
  });

  it('takes a former UPN for the one that stands, whichever record says so', () => {
    const pupil = { ...CHILD, sector: 'education' };
    const [before, now] = ['B801200005001', 'R674123101121'];
    const stated = [
      { id: 'old', ...pupil, upn: before },
      { id: 'new', ...pupil, upn: now },
    ];
    expect(clustersOf(readAll(stated))).toEqual([]);
    const told = { id: 'told', sector: 'social-care', familyName: 'Nobody', upn: now, formerUpns: [before] };
    expect(clustersOf(readAll([...stated, told]))).toEqual(['new old']);
    expect(clustersOf(readAll([...stated, { ...told, sector: 'health' }]))).toEqual([]);
  });

  it('puts a child together over records of which each says something else', () => {
    const people = readAll([
      { id: 'health', ...CHILD, nhsNumber: N1 },
      { id: 'care', givenName: 'Aelnador', familyName: 'Thornwick', birthDate: '2012-04-30', nhsNumber: N1 },
      { id: 'school', ...CHILD, postcode: '' },
      { id: 'twin', ...CHILD, givenName: 'Quenobin' },
    ]);
    expect(clustersOf(people, STANDING_WEIGHTS)).toEqual(['care health school']);
  });
});

describe('one person among many', () => {
  const reader = new PersonReader();
  const known = [
    { id: 'a', ...CHILD, nhsNumber: N1 },
    { id: 'twin', ...CHILD, givenName: 'Quenobin' },
    { id: 'c', givenName: 'Brielind', familyName: 'Pennshaw', birthDate: '2010-02-14' },
  ];
  const lookup = new Lookup(
    known.map((one) => reader.read(one)),
    STANDING_WEIGHTS,
    reader,
  );
  const ask = (stated: Partial<Stated>) => lookup.ask({ id: 'asked', ...stated });

  it('is found, with what speaks for it field by field', () => {
    const { outcome, candidates, weights } = ask(CHILD);
    expect({ outcome, weights }).toEqual({ outcome: 'Match', weights: 'standing-3' });
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({ id: 'a', outcome: 'Match' });
    expect(candidates[0]?.evidence.map(({ field, outcome: is }) => `${field} ${is}`)).toEqual([
      'given-name same',
      'family-name same',
      'name-order straight',
      'birth-date same',
      'postcode same',
    ]);
    expect(JSON.stringify(candidates)).not.toMatch(/Thornwick|2012/i);
  });
  it.each([
    ['another number', { ...CHILD, nhsNumber: N2 }, 'PotentialMatch', 'two-nhs-numbers'],
    ['a number alone', { nhsNumber: N1 }, 'PotentialMatch', 'number-alone'],
    ['nobody known', { givenName: 'Xanimond', familyName: 'Zeal', birthDate: '2011-01-30' }, 'NoMatch', undefined],
    ['blanks', { givenName: '  ', familyName: '', birthDate: '2012-04-30' }, 'Error', 'nothing-to-compare'],
    ['signs', { givenName: '😀', familyName: '???', nhsNumber: 'none' }, 'Error', 'nothing-to-compare'],
    [
      'a name without end',
      { givenName: 'x'.repeat(10_000), familyName: 'y'.repeat(10_000) },
      'Error',
      'nothing-to-compare',
    ],
    [
      'an absurd date',
      { givenName: 'Aelandor', familyName: 'Thornwick', birthDate: '9999-99-99' },
      'PotentialMatch',
      'no-birth-date',
    ],
  ])('by %s', (_, stated, outcome, reason) => {
    const answer = ask(stated);
    expect(answer).toMatchObject({ outcome, ...(reason ? { reason } : {}) });
    expect(answer.candidates.filter((one) => one.outcome === 'Match')).toEqual([]);
  });
  it('is several where several fit', () => {
    const twice = new Lookup(
      [reader.read({ id: 'x', ...CHILD }), reader.read({ id: 'y', ...CHILD })],
      STANDING_WEIGHTS,
      reader,
    );
    expect(twice.ask({ id: 'asked', ...CHILD })).toMatchObject({ outcome: 'ManyMatch', reason: 'several-fit' });
  });
});
