import { createHash } from 'node:crypto';
import { seeded } from '@tributary/demo';
import { fitWeights, matchSet, PersonReader, type Score, score, type Stated } from '@tributary/matching';

export type Labelled = Stated & Readonly<{ who: string }>;

export type Run = Readonly<{
  score: Score;
  records: number;
  pairsCompared: number;
  /** Pairs a person is asked to look at. */
  reviewed: number;
  /** True pairs neither linked nor shown to a person. */
  lost: number;
  seconds: Readonly<{ read: number; weights: number; match: number }>;
  megabytes: number;
}>;

/** Reads, estimates and matches a labelled set; the labels are used for nothing but the score. */
export function run(labelled: Iterable<Labelled>): Run {
  const clock = new Clock();
  const reader = new PersonReader();
  const hash = createHash('sha256');
  const truth: string[] = [];
  const people = Array.from(labelled, ({ who, ...stated }) => {
    truth.push(who);
    hash.update(JSON.stringify(stated));
    return reader.read(stated);
  });
  const read = clock.lap();
  const weights = fitWeights(people, { fingerprint: hash.digest('hex'), random: seeded(1) });
  const estimated = clock.lap();
  const set = matchSet(people, { weights });
  const matched = clock.lap();
  const shown = set.pairs.filter(({ outcome }) => outcome === 'PotentialMatch' || outcome === 'ManyMatch');
  const scored = score({ truth, clusterOf: set.clusterOf });
  const foundByPerson = shown.filter(
    ({ a, b }) => truth[a] === truth[b] && set.clusterOf[a] !== set.clusterOf[b],
  ).length;
  return {
    score: scored,
    records: people.length,
    pairsCompared: set.compared,
    reviewed: shown.length,
    lost: scored.truePairs - scored.rightPairs - foundByPerson,
    seconds: { read, weights: estimated, match: matched },
    megabytes: process.memoryUsage.rss() / 1e6,
  };
}

/** Seconds of processor time: the machine may be busy with other things. */
class Clock {
  private at = process.cpuUsage();

  lap(): number {
    const { user, system } = process.cpuUsage(this.at);
    this.at = process.cpuUsage();
    return (user + system) / 1e6;
  }
}
