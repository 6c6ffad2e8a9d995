import type { ChildId, Recorded } from '@tributary/kernel';
import { piecesOf } from './read-ahead';

const about = (child: string | null, version = 1): Recorded =>
  ({ event: { childId: child as ChildId | null, version } }) as Recorded;
const children = (number: number, version = 1): readonly Recorded[] =>
  Array.from({ length: number }, (_, i) => about(`child-${i}`, version));
const sizes = (batch: readonly Recorded[], looks: (one: Recorded) => boolean = () => true): readonly number[] =>
  piecesOf(batch, looks).map(({ events }) => events.length);

describe('a batch is cut', () => {
  it('where too many children would be read together', () => {
    expect(sizes(children(514))).toEqual([256, 256, 2]);
  });

  it('where their records are long', () => {
    expect(sizes(children(9, 1_000))).toEqual([4, 4, 1]);
    expect(sizes(children(2, 100_000))).toEqual([1, 1]);
  });

  it('never for a child that is read already, nor for an event that makes nobody look', () => {
    expect(sizes([...children(256), about('child-3'), about(null)])).toEqual([258]);
    expect(sizes(children(600), () => false)).toEqual([600]);
  });

  it('without losing an event or its place', () => {
    const batch = children(600);
    expect(piecesOf(batch, () => true).flatMap(({ events }) => events)).toEqual(batch);
  });
});
