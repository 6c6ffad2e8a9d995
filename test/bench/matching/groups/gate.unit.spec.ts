import type { GroupRates } from '@tributary/matching';
import { farApart, gapsOf, hidden, missed, PRECISION_FLOOR, precisionOf } from './gate';

describe('a gap', () => {
  const rate = (group: string, truePairs: number, missed: number): GroupRates => ({
    dimension: group === 'all' ? 'all' : 'ethnicity',
    group,
    truePairs,
    missed,
    reviewed: 0,
    linkedPairs: truePairs,
    falseLinks: 0,
  });
  it('is against the rest, and its bound lies below it', () => {
    const [gap] = gapsOf([rate('all', 40_000, 500), rate('Black', 10_000, 200)], missed);
    expect(gap).toMatchObject({ name: 'ethnicity: Black', gap: 1, truePairs: 10_000 });
    expect(gap?.bound).toBeCloseTo(0.75, 2);
  });
  it('counts of the missed those alone that nobody is shown, where it asks who is hidden', () => {
    const shown = (group: string, truePairs: number, lost: number): GroupRates => ({
      ...rate(group, truePairs, lost),
      reviewed: lost / 2,
    });
    const [gap] = gapsOf([shown('all', 40_000, 500), shown('Black', 10_000, 200)], hidden);
    expect(gap).toMatchObject({ gap: 0.5, truePairs: 10_000 });
  });
  it('counts false links that chance does not explain', () => {
    const links = (falseLinks: number): GroupRates => ({ ...rate('Black', 12_000, 0), falseLinks });
    expect(precisionOf(links(14))).toBeGreaterThan(PRECISION_FLOOR);
    expect(precisionOf(links(40))).toBeLessThan(PRECISION_FLOOR);
  });
  it('tells runs that chance explains from those it does not', () => {
    const run = rate('Black', 10_000, 200);
    expect(farApart(run, rate('Black', 10_000, 215))).toBeLessThan(1);
    expect(farApart(run, rate('Black', 10_000, 320))).toBeGreaterThan(5);
  });
});
