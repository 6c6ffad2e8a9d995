import { Blocks } from './find/blocks';
import { Judge } from './judge';
import type { Person } from './person';
import { cluster } from './rules/cluster';
import { oneOrTwins } from './rules/one-or-twins';
import type { Outcome } from './rules/outcome';
import type { Reason } from './rules/ruling';
import { underCurrentNumbers } from './rules/superseded';
import { Frequencies } from './weigh/frequencies';
import type { Evidence } from './weigh/scale';
import type { Weights } from './weigh/weights';

/** A pair worth telling of, by the places of its records. */
export type Pair = {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly probability: number;
  readonly byNumber: boolean;
  outcome: Outcome;
  reason?: Reason;
};

export type SetOptions = Readonly<{
  weights: Weights;
  /** Whether a pair is one that is looked for. */
  admits?: (a: number, b: number) => boolean;
  /** Told now and then how many pairs were compared. */
  progress?: (compared: number) => void;
}>;

export type MatchedSet = Readonly<{
  pairs: readonly Pair[];
  /** For each record the place of the first of its cluster. */
  clusterOf: Int32Array;
  compared: number;
  evidence(pair: Pair): readonly Evidence[];
  /** Whether two of these, by their places, must not be one person. */
  excludeEachOther(places: readonly number[]): boolean;
}>;

const TOLD_EVERY = 1 << 18;

/** Finds and judges every pair of a set of records, and puts those that match together. */
export function matchSet(given: readonly Person[], { weights, admits, progress }: SetOptions): MatchedSet {
  const people = underCurrentNumbers(given);
  const judge = new Judge(weights, Frequencies.among(people), people.length - 1);
  const pairs: Pair[] = [];
  const butForName: Pair[] = [];
  let compared = 0;
  new Blocks(people).pairs((a, b) => {
    const [one, other] = [people[a], people[b]];
    if (!one || !other || (admits && !admits(a, b))) return;
    if (++compared % TOLD_EVERY === 0) progress?.(compared);
    const judged = judge.judge(one, other);
    const { outcome, reason, kind, weight, probability } = judged;
    const isButForName = outcome === 'NoMatch' && judge.isOneButForName(one, other, judged);
    if (outcome === 'NoMatch' && !isButForName) return;
    const pair: Pair = { a, b, weight, probability, byNumber: kind === 'link', outcome };
    if (reason) pair.reason = reason;
    (isButForName ? butForName : pairs).push(pair);
  });
  const { clusterOf, refused } = cluster(
    people,
    pairs.filter(({ outcome }) => outcome === 'Match'),
    (one, other) => judge.mustStayApart(one, other),
  );
  for (const pair of refused) Object.assign(pair, { outcome: 'ManyMatch', reason: 'several-fit' });
  for (const pair of oneOrTwins(people, butForName, clusterOf)) {
    pairs.push({ ...pair, outcome: 'PotentialMatch', reason: 'one-or-twins' });
  }
  const evidence = ({ a, b }: Pair): readonly Evidence[] => {
    const [one, other] = [people[a], people[b]];
    return one && other ? judge.evidence(one, other) : [];
  };
  const areApart = (a: number, b: number): boolean => {
    const [one, other] = [people[a], people[b]];
    return one !== undefined && other !== undefined && judge.areApart(one, other);
  };
  const excludeEachOther = (places: readonly number[]): boolean =>
    places.some((a, i) => places.slice(i + 1).some((b) => areApart(a, b)));
  return { pairs, clusterOf, compared, evidence, excludeEachOther };
}
