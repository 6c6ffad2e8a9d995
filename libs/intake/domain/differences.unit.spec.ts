import type { Parsed } from '@tributary/feeds';
import { differences } from './differences';

type OfRecord = Extract<Parsed, { kind: 'record' }>;
const fact = (item: string, risk: string) => ({
  ...{ type: 'police.child-reported-missing', item, data: { risk } },
  occurred: { on: '2026-01-16' as never },
});
const record = (localId: string, ...facts: readonly OfRecord['facts'][number][]): OfRecord => ({
  ...{ kind: 'record', place: 'line 2', sighting: { system: 'police', localId }, facts },
});
const parked = { kind: 'parked', place: 'line 2', code: 'x', message: 'x', raw: 'x' } as const;
const leftOut = { kind: 'left-out', place: 'line 2', code: 'x' } as const;
const a = fact('1', 'HIGH');

describe('a place that is read anew', () => {
  it.each([
    ['the same', record('N', a), record('N', a), []],
    ['cannot be read now: it stands as it was said', record('N', a), parked, []],
    ['could not be read before', parked, record('N', a), [record('N', a)]],
    ['another code', record('N', fact('1', 'LOW')), record('N', a), [record('N', a)]],
  ])('%s', (_, before, after, expected) => {
    expect(differences(before, after)).toEqual(expected);
  });

  it.each([
    ['is no item any more', record('N', a, fact('2', 'LOW')), record('N', a), ['2']],
    ['is to be left out', record('N', a), leftOut, ['1']],
    ['is of another person', record('N', a), record('M', a), ['1']],
  ])('takes back what %s, of the record that it was said of', (_, before, after, items) => {
    const [first] = differences(before, after);
    expect(first).toMatchObject({ place: 'line 2 (taken back)', sighting: { localId: 'N' }, ifKnown: true });
    expect(first?.kind === 'record' && first.facts.map(({ item, retracted }) => [item, retracted])).toEqual(
      items.map((item) => [item, true]),
    );
  });
});
