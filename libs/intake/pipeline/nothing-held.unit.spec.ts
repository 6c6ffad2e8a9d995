import type { ItemKey } from '@tributary/event-store';
import type { Fact } from '@tributary/feeds';
import type { ChildId, RecordRef, StreamId } from '@tributary/kernel';
import { nothingHeld, type Placed } from './nothing-held';
import type { Resolved } from './ports';

const fact = (item: string, retracted: boolean): Fact => ({
  type: 'education.attendance-recorded',
  data: {},
  occurred: { at: '2026-01-05T09:00:00.000Z' as never },
  item,
  ...(retracted ? { retracted: true } : {}),
});

const whose = (stream: string, more: Partial<Resolved> = {}): Resolved => ({
  streamId: stream as StreamId,
  childId: 'child-1' as ChildId,
  openingStreams: [],
  opening: () => ({ events: [], links: [] }),
  review: false,
  ...more,
});

const sighting = { system: 'mis', localId: '1' };
const present = (place: number, item: string, of = whose('record-1')): Placed => ({
  place,
  entry: { kind: 'record', place: `line ${place}`, sighting, facts: [fact(item, true)], ifKnown: true },
  whose: of,
});
const absent = (place: number, item: string, of = whose('record-1')): Placed => ({
  place,
  entry: { kind: 'record', place: `line ${place}`, sighting, facts: [fact(item, false)] },
  whose: of,
});

/** A store in which that much was stated before. */
const idleOf = async (placed: readonly Placed[], heard: readonly string[] = []): Promise<readonly number[]> => {
  const store = { heard: async (keys: readonly ItemKey[]) => keys.filter(({ item }) => heard.includes(item)) };
  return [...(await nothingHeld(placed, { store, itemOf: ({ item }) => item as RecordRef })).keys()];
};

describe('a present mark', () => {
  it('of an item never stated is a duplicate, in its place, and is counted with its record’s review', async () => {
    const store = { heard: async () => [] };
    const idle = await nothingHeld([present(3, 'mon/AM', whose('record-1', { review: true }))], {
      store,
      itemOf: ({ item }) => item as RecordRef,
    });
    expect(idle.get(3)).toEqual({
      ...{ place: 'line 3', streamId: 'record-1', eventIds: [], duplicate: 1, retracted: 0, late: 0, review: true },
    });
  });

  it('of an item that stands, or stood once, is held against it', async () => {
    expect(await idleOf([present(0, 'mon/AM'), present(1, 'mon/PM')], ['mon/AM'])).toEqual([1]);
  });

  it('puts right an absence of the same group, before it or after, of the same record alone', async () => {
    const group = [present(0, 'mon/AM'), absent(1, 'mon/AM'), present(2, 'mon/AM', whose('record-2'))];
    expect(await idleOf(group)).toEqual([2]);
  });

  it('of a record that is proposed to another child goes where that is said', async () => {
    const proposed = { candidates: [], events: () => [] };
    expect(await idleOf([present(0, 'mon/AM', whose('record-1', { proposed }))])).toEqual([]);
  });
});

it('an absence is never idle, nor is a record that is taken back as a whole', async () => {
  const { entry, whose: of, place } = present(1, 'mon/AM');
  expect(await idleOf([absent(0, 'mon/AM'), { place, whose: of, entry: { ...entry, purge: true } }])).toEqual([]);
});
