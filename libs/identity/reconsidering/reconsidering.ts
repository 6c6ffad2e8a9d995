import type { ChildId, Clock, PlainDate, RecordId } from '@tributary/kernel';
import { type MatchedSet, matchSet, oneOrTwins, type Pair, STANDING_WEIGHTS } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { WeightsInForce } from '../weights';
import { type Known, knownRecords } from './known-records';
import { type Found, propose, withdraw } from './proposing';

/** A child of whom some records exclude each other, in parts that do not: a steward takes them apart. */
export type SplitChild = Readonly<{ childId: ChildId; records: readonly (readonly RecordId[])[] }>;

/** What a look at all records came to. */
export type Reconsidered = Readonly<{
  weights: string;
  records: number;
  /** How many children the records would be by themselves, whatever the order they came in. */
  children: number;
  /** Links that stewards are asked about from now on; not those about which they were asked already. */
  proposed: number;
  /** Pairs that were being dealt with at that moment, and are looked at next time. */
  left: number;
  /** Somebody may have seen them as one, so that no machine takes them apart. */
  splits: readonly SplitChild[];
  /** The first day on which a number begins or ends, so that the same look could come to something else. */
  until: PlainDate | null;
}>;

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'>; clock?: Clock }>;

/**
 * Looks at all records at once, as if they came together now: at intake each one saw only those before it, under the
 * weights of its day. Moves nothing; what differs is asked of stewards.
 */
export class Reconsidering {
  constructor(private readonly options: Options) {}

  async run(): Promise<Reconsidered> {
    const { pool } = this.options;
    const { known, until } = await knownRecords(this.options);
    const weights = (await new WeightsInForce(pool).document()) ?? STANDING_WEIGHTS;
    const matched = matchSet(
      known.map(({ person }) => person),
      { weights },
    );
    const { version } = weights;
    const children = new Set(matched.clusterOf).size;
    const found = foundIn(known, matched, version);
    await withdraw(pool, found);
    const asked = await propose(this.options, found);
    return { weights: version, records: known.length, children, ...asked, splits: splitsIn(known, matched), until };
  }
}

/**
 * The strongest pair between each two children that are one cluster, or one but for a given name: of the later child's
 * record, to the earlier child.
 */
function foundIn(known: readonly Known[], matched: MatchedSet, weights: string): readonly Found[] {
  const found = new Map<string, Found>();
  const telling = [...matched.pairs.filter((pair) => isOneCluster(pair, matched)), ...twinsOrOneIn(known, matched)];
  for (const pair of telling.sort((one, other) => other.weight - one.weight)) {
    const [a, b] = [known[pair.a], known[pair.b]];
    if (!a || !b || a.childId === b.childId) continue;
    const [later, earlier] = a.childId < b.childId ? [b, a] : [a, b];
    const children = `${later.childId} ${earlier.childId}`;
    if (found.has(children)) continue;
    found.set(children, {
      ...{ recordId: later.recordId, childId: earlier.childId, record: later, beside: earlier },
      ...{ reason: pair.reason ?? 'looked-again', evidence: matched.evidence(pair), probability: pair.probability },
      weights,
    });
  }
  return [...found.values()];
}

/** By the children that stand, whom people's decisions made too: which sectors know them tells twins from one child. */
function twinsOrOneIn(known: readonly Known[], { pairs }: MatchedSet): readonly Pair[] {
  const numbers = new Map<ChildId, number>();
  const childOf = Int32Array.from(known, ({ childId }, place) => {
    if (!numbers.has(childId)) numbers.set(childId, place);
    return numbers.get(childId) ?? place;
  });
  return oneOrTwins(
    known.map(({ person }) => person),
    pairs.filter(({ reason }) => reason === 'one-or-twins'),
    childOf,
  );
}

const isOneCluster = ({ a, b, outcome }: Pair, { clusterOf }: MatchedSet): boolean =>
  outcome === 'Match' && clusterOf[a] === clusterOf[b];

/** Of one child today, in several clusters, and two of them must not be one: links of former weights, or of what was said. */
function splitsIn(known: readonly Known[], matched: MatchedSet): readonly SplitChild[] {
  const children = Map.groupBy(known.keys(), (place) => known[place]?.childId);
  return [...children].flatMap(([childId, places]) => {
    const parts = [...Map.groupBy(places, (place) => matched.clusterOf[place]).values()];
    if (childId === undefined || parts.length < 2 || !matched.excludeEachOther(places)) return [];
    return [{ childId, records: parts.map((part) => part.flatMap((place) => known[place]?.recordId ?? [])) }];
  });
}
