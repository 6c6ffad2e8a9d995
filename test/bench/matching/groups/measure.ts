import { createHash } from 'node:crypto';
import { type GroupRates } from '@tributary/matching';
import { dirtyBorough } from '../dirty-borough';
import { EVEN_MIX } from '../families';
import { afterReview, type Groups, type Matched, matched } from '../scored';

/** So many that each group has its 10,000 true pairs, whatever the seed. */
const CHILDREN = 85_000;

type Dimension = GroupRates['dimension'];
type Counts = { truePairs: number; missed: number; reviewed: number; linkedPairs: number; falseLinks: number };

/** Makes a borough in which each group is many, matches it without its labels, and counts by group. The same for the same seed. */
export function measure(seed: string): readonly GroupRates[] {
  const number = Number.parseInt(createHash('sha256').update(seed).digest('hex').slice(0, 8), 16);
  return ratesOf(matched(dirtyBorough({ children: CHILDREN, seed: number, mix: EVEN_MIX })));
}

function ratesOf({ set, truth, groups }: Matched): readonly GroupRates[] {
  const tally = new Tally(groups);
  const reviewed = afterReview(set, truth);
  for (const [a, b] of pairsBy(truth)) {
    const missed = set.clusterOf[a] !== set.clusterOf[b];
    tally.add(a, b, 'truePairs');
    if (missed) tally.add(a, b, 'missed');
    if (missed && reviewed[a] === reviewed[b]) tally.add(a, b, 'reviewed');
  }
  for (const [a, b] of pairsBy(set.clusterOf)) {
    tally.add(a, b, 'linkedPairs');
    if (truth[a] !== truth[b]) tally.add(a, b, 'falseLinks');
  }
  return tally.rates();
}

/** Every two places that have the same there. */
function* pairsBy<T>(of: ArrayLike<T>): Generator<readonly [number, number]> {
  const places = Map.groupBy(
    Array.from(of, (_, place) => place),
    (place) => of[place],
  );
  for (const same of places.values()) {
    for (const [i, a] of same.entries()) for (const b of same.slice(i + 1)) yield [a, b];
  }
}

/** Counts a pair for each group that one of its records is of. */
class Tally {
  private readonly counts = new Map<string, { dimension: Dimension; group: string; counts: Counts }>();

  constructor(private readonly groups: readonly Groups[]) {}

  add(a: number, b: number, what: keyof Counts): void {
    const [one, other] = [this.groups[a], this.groups[b]];
    if (!one || !other) return;
    this.of('all', 'all')[what]++;
    for (const dimension of Object.keys(one) as (keyof Groups)[]) {
      const both = new Set([one[dimension] ?? '', other[dimension] ?? '']);
      for (const group of both) this.of(dimension, group)[what]++;
    }
  }

  rates(): readonly GroupRates[] {
    const all = [...this.counts.values()].map(({ dimension, group, counts }) => ({ dimension, group, ...counts }));
    const name = ({ dimension, group }: GroupRates): string => `${dimension} ${group}`;
    return all.sort((one, other) => (name(one) < name(other) ? -1 : 1));
  }

  private of(dimension: Dimension, group: string): Counts {
    const key = `${dimension}/${group}`;
    const found = this.counts.get(key) ?? { dimension, group, counts: none() };
    this.counts.set(key, found);
    return found.counts;
  }
}

const none = (): Counts => ({ truePairs: 0, missed: 0, reviewed: 0, linkedPairs: 0, falseLinks: 0 });
