import { createHash } from 'node:crypto';
import { seeded } from '@tributary/demo';
import {
  fitWeights,
  type GroupRates,
  type MatchedSet,
  matchSet,
  type Person,
  PersonReader,
  type Score,
  score,
  type Stated,
} from '@tributary/matching';

/** For each dimension but the whole the group that a record is of. */
export type Groups = Readonly<Partial<Record<Exclude<GroupRates['dimension'], 'all'>, string>>>;
export type Labelled = Stated & Readonly<{ who: string; groups?: Groups }>;

export type Matched = Readonly<{
  set: MatchedSet;
  people: readonly Person[];
  /** Who each record truly is, by place. */
  truth: readonly string[];
  groups: readonly Groups[];
  /** Of the processor: the machine may be busy with other things. */
  seconds: Readonly<{ read: number; weights: number; match: number }>;
}>;

/** Reads, estimates and matches a labelled set; the labels are kept aside. */
export function matched(labelled: Iterable<Labelled>): Matched {
  const clock = new Clock();
  const reader = new PersonReader();
  const hash = createHash('sha256');
  const truth: string[] = [];
  const groups: Groups[] = [];
  const people = Array.from(labelled, ({ who, groups: own = {}, ...stated }) => {
    truth.push(who);
    groups.push(own);
    hash.update(JSON.stringify(stated));
    return reader.read(stated);
  });
  const read = clock.lap();
  const weights = fitWeights(people, { fingerprint: hash.digest('hex'), random: seeded(1) });
  const estimated = clock.lap();
  const set = matchSet(people, { weights });
  return { set, people, truth, groups, seconds: { read, weights: estimated, match: clock.lap() } };
}

export type Run = Pick<Matched, 'seconds'> &
  Readonly<{
    score: Score;
    records: number;
    pairsCompared: number;
    /** Pairs a person is asked to look at. */
    reviewed: number;
    /** True pairs neither linked nor joined by what a person is shown. */
    lost: number;
    megabytes: number;
  }>;

/** How well a labelled set is matched. */
export function run(labelled: Iterable<Labelled>): Run {
  const { set, people, truth, seconds } = matched(labelled);
  const scored = score({ truth, clusterOf: set.clusterOf });
  const reviewed = score({ truth, clusterOf: afterReview(set, truth) });
  return {
    score: scored,
    records: people.length,
    pairsCompared: set.compared,
    reviewed: shownIn(set).length,
    lost: reviewed.truePairs - reviewed.rightPairs,
    seconds,
    megabytes: process.memoryUsage.rss() / 1e6,
  };
}

/** Pairs that a person is asked to look at. */
const shownIn = ({ pairs }: MatchedSet): MatchedSet['pairs'] =>
  pairs.filter(({ outcome }) => outcome === 'PotentialMatch' || outcome === 'ManyMatch');

/**
 * The clusters once a person has rightly answered all that is shown: who joins two records joins the children whom they
 * are of, with all their records.
 */
export function afterReview(set: MatchedSet, truth: readonly string[]): Int32Array {
  const root = Int32Array.from(set.clusterOf);
  const rootOf = (place: number): number => {
    let at = place;
    for (let up = root[at] ?? at; up !== at; up = root[at] ?? at) at = up;
    return at;
  };
  for (const { a, b } of shownIn(set)) {
    if (truth[a] !== truth[b]) continue;
    const [one, other] = [rootOf(a), rootOf(b)];
    root[Math.max(one, other)] = Math.min(one, other);
  }
  return root.map((_, place) => rootOf(place));
}

/** Seconds of processor time. */
class Clock {
  private at = process.cpuUsage();

  lap(): number {
    const { user, system } = process.cpuUsage(this.at);
    this.at = process.cpuUsage();
    return (user + system) / 1e6;
  }
}
