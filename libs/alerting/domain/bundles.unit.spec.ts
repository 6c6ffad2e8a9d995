import type { AlertId, ChildId, Instant } from '@tributary/kernel';
import { bundlesOf, othersIn, type Undone } from './bundles';

const [TANSY, LINNET, WREN] = ['c-1', 'c-2', 'c-3'] as ChildId[] as [ChildId, ChildId, ChildId];
const DAY_MS = 86_400_000;
const undone = (alertId: string, childId: ChildId, day: number): Undone => ({
  ...{ alertId: alertId as AlertId, childId },
  raisedAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z` as Instant,
});

describe('alerts that are shown together', () => {
  it('are those about brothers and sisters, and no others', () => {
    const all = [undone('a', TANSY, 2), undone('b', LINNET, 2), undone('c', WREN, 2)];
    expect(bundlesOf(all, [[TANSY, LINNET]], DAY_MS)).toEqual([['a', 'b']]);
    expect(bundlesOf(all, [], DAY_MS)).toEqual([]);
  });

  it('are about two children at least: what one child has several of is no bundle', () => {
    const all = [undone('a', TANSY, 2), undone('b', TANSY, 2), undone('c', LINNET, 9)];
    expect(bundlesOf(all, [[TANSY, LINNET]], DAY_MS)).toEqual([]);
  });

  it('came near each other, each by the one before, to the millisecond', () => {
    const all = [undone('d', LINNET, 9), undone('a', TANSY, 2), undone('b', LINNET, 3), undone('c', TANSY, 8)];
    expect(bundlesOf(all, [[TANSY, LINNET]], DAY_MS)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(bundlesOf(all, [[TANSY, LINNET]], DAY_MS - 1)).toEqual([]);
  });

  it('are known to each other, and never hold themselves', () => {
    const bundles = bundlesOf([undone('a', TANSY, 2), undone('b', LINNET, 2)], [[LINNET, TANSY]], 0);
    expect(othersIn(bundles, 'a' as AlertId)).toEqual(['b']);
    expect(othersIn(bundles, 'z' as AlertId)).toEqual([]);
  });
});
