import fc from 'fast-check';
import { PersonReader } from '../clean/read-person';
import { Blocks } from '../find/blocks';
import { score } from '../score';
import { someStated } from '../stated.fixture';
import { fitWeights } from './fit-weights';
import { Frequencies } from './frequencies';
import { readWeights } from './read-weights';
import { STANDING_WEIGHTS } from './standing';

const reader = new PersonReader();

describe('a document of weights', () => {
  const text = (change: object): string => JSON.stringify({ ...STANDING_WEIGHTS, ...change });
  it('is read as it was kept', () => expect(readWeights(text({}))).toEqual(STANDING_WEIGHTS));
  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['no version', text({ version: 3 })],
    ['no thresholds', text({ thresholds: { match: 0.9 } })],
    ['a threshold above 1', text({ thresholds: { match: 2, potential: 0.8, low: 0.1 } })],
    ['nobody expected', text({ expectedMatches: 0 })],
    ['a field missing', text({ fields: { ...STANDING_WEIGHTS.fields, sex: undefined } })],
    [
      'a share of 0',
      text({ fields: { ...STANDING_WEIGHTS.fields, sex: { same: { m: 0, u: 1 }, different: { m: 1, u: 1 } } } }),
    ],
  ])('is none with %s', (_, document) => expect(readWeights(document)).toBeUndefined());
});

describe('blocks', () => {
  const KIND = [{ name: 'family', keyOf: (person: { family?: { text: string } | undefined }) => person.family?.text }];
  const pairsOf = (families: readonly string[], most: number): readonly string[] => {
    const people = families.map((familyName, at) => reader.read({ id: String(at), familyName }));
    const found: string[] = [];
    new Blocks(people, most, KIND).pairs((a, b) => found.push(`${a} ${b}`));
    return found;
  };
  it('find each pair under one key once, and nobody without one', () =>
    expect(pairsOf(['Combe', '', 'Thorn', 'Combe', '', 'Combe'], 10).toSorted()).toEqual(['0 3', '0 5', '3 5']));
  it('leave a key that too many share', () =>
    expect(pairsOf(['Combe', 'Combe', 'Combe', 'Thorn', 'Thorn'], 2)).toEqual(['3 4']));
});

describe('names that a document holds', () => {
  it('are those that enough bear', () => {
    const people = ['Ada', 'Ada', 'Ada', 'Quenobin'].map((givenName) => reader.read({ id: 'x', givenName }));
    expect(Frequencies.among(people).common(3)['given-name']).toEqual({ total: 4, rest: 1, counts: { ADA: 3 } });
  });
});

describe('an estimate', () => {
  it('is a share between 0 and 1 at each level, or the standing weights, whatever the records', () => {
    fc.assert(
      fc.property(someStated(20), (stated) => {
        const people = stated.map((one) => reader.read(one));
        const weights = fitWeights(people, { fingerprint: 'f'.repeat(64), random: () => 0.5 });
        expect(readWeights(JSON.stringify(weights))).toEqual(weights);
      }),
      { numRuns: 30 },
    );
  });
});

it('scores pairs, those of a chain among them', () => {
  expect(score({ truth: ['a', 'a', 'a', 'b', ''], clusterOf: [0, 0, 2, 0, 0] })).toMatchObject({
    ...{ truePairs: 3, linkedPairs: 3, rightPairs: 1 },
    f1: 1 / 3,
  });
});
