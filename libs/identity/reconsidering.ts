import { inTransaction } from '@tributary/event-store';
import type { ChildId, RecordId } from '@tributary/kernel';
import {
  type MatchedSet,
  matchSet,
  oneOrTwins,
  type Pair,
  type Person,
  PersonReader,
  STANDING_WEIGHTS,
} from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { recordKeys } from './blocking';
import { openSaid, statedToday } from './open-said';
import { calmed, unrejected } from './review/rejected';
import { allOf, Apart, joins } from './sealed/apart';
import { everyRecord } from './storage/every-record';
import { insertKeys, insertProposals, type ProposalRow } from './storage/rows';
import { WeightsInForce } from './weights';

/** What a look at all records came to. */
export type Reconsidered = Readonly<{
  weights: string;
  records: number;
  /** Records that would be one child by themselves, each by its keyed reference: whatever the order they came in. */
  clusters: readonly (readonly string[])[];
  /** Links that stewards are asked about from now on. */
  proposed: number;
  /** Children of whom some records exclude each other: a steward takes them apart, for somebody may have seen them. */
  splits: readonly Readonly<{ childId: ChildId; records: readonly (readonly RecordId[])[] }>[];
}>;

type Known = Readonly<{ recordId: RecordId; childId: ChildId; person: Person; keys: readonly string[] }>;
type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'> }>;

/** Records whose keys are written, and proposals that are checked, at once. */
const AT_ONCE = 500;

/**
 * Looks at all records at once, as if they came together now: at intake each one saw only those before it, under the
 * weights of its day. Moves nothing; what differs is asked of stewards. About 1.8 kB of memory for each record.
 */
export class Reconsidering {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  async run(): Promise<Reconsidered> {
    const known = await this.known();
    for (let at = 0; at < known.length; at += AT_ONCE) await this.index(known.slice(at, at + AT_ONCE));
    const weights = (await this.weights.document()) ?? STANDING_WEIGHTS;
    const matched = matchSet(
      known.map(({ person }) => person),
      { weights },
    );
    const found = proposalsIn(known, matched, weights.version);
    await this.withdraw(found);
    const proposed = await this.propose(found);
    const { version } = weights;
    const clusters = clustersIn(known, matched).map((places) => places.map((place) => known[place]?.person.id ?? ''));
    return { weights: version, records: known.length, clusters, proposed, splits: splitsIn(known, matched) };
  }

  /** In the order of their references, which no order of arrival changes. */
  private async known(): Promise<readonly Known[]> {
    const { pool, vault } = this.options;
    const reader = new PersonReader();
    const known: Known[] = [];
    for await (const { recordId, ref, childId, sealed } of everyRecord(pool)) {
      const person = reader.read(statedToday(openSaid(vault, { recordId, sealed }), ref));
      known.push({ recordId, childId, person, keys: recordKeys(person, vault) });
    }
    return known.sort((one, other) => (one.person.id < other.person.id ? -1 : 1));
  }

  /** Records that came before there were these keys are found by them from now on. */
  private async index(known: readonly Known[]): Promise<void> {
    const rows = known.flatMap(({ recordId, keys }) => keys.map((key) => ({ key, recordId })));
    await inTransaction(this.options.pool, async (tx) => insertKeys(tx, rows, []));
  }

  /** Two of whom a sector holds both by now are twins: nobody needs to say so, where nobody has begun to. */
  private async withdraw(found: readonly ProposalRow[]): Promise<void> {
    const still = found.filter(({ reason }) => reason === 'one-or-twins');
    await inTransaction(this.options.pool, async (tx) => {
      const { rows } = await tx.query<{ recordId: RecordId }>(
        `DELETE FROM identity.proposals WHERE reason = 'one-or-twins' AND opinions = '[]'
            AND (record_id, child_id) NOT IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
         RETURNING record_id AS "recordId"`,
        [still.map(({ recordId }) => recordId), still.map(({ childId }) => childId)],
      );
      const records = rows.map(({ recordId }) => recordId);
      await calmed(tx, records);
    });
  }

  private async propose(found: readonly (ProposalRow & Beside)[]): Promise<number> {
    let proposed = 0;
    for (let at = 0; at < found.length; at += AT_ONCE)
      proposed += await this.proposeSome(found.slice(at, at + AT_ONCE));
    return proposed;
  }

  private async proposeSome(found: readonly (ProposalRow & Beside)[]): Promise<number> {
    const { pool, vault } = this.options;
    return inTransaction(pool, async (tx) => {
      const records = found.flatMap(({ recordId, beside }) => [recordId, beside.recordId]);
      const persons = found.flatMap(({ person, beside }) => [person, beside.person]);
      const apart = await Apart.around(tx, vault, { persons, records });
      const sidesOf = (one: Known) => allOf([apart.ofPerson(one.person), apart.ofRecord(one.recordId)]);
      const free = found.filter((one) => !joins(sidesOf({ ...one, keys: [] }), sidesOf(one.beside)));
      const open = await unrejected(tx, free, vault);
      await insertProposals(tx, open);
      await tx.query('UPDATE identity.records SET review = true WHERE record_id = ANY($1::uuid[])', [
        open.map(({ recordId }) => recordId),
      ]);
      return open.length;
    });
  }
}

type Beside = Readonly<{ person: Person; beside: Known }>;

/**
 * The strongest pair between each two children that are one cluster, or one but for a given name: of the later child's
 * record, to the earlier child.
 */
function proposalsIn(known: readonly Known[], matched: MatchedSet, weights: string): readonly (ProposalRow & Beside)[] {
  const found = new Map<string, ProposalRow & Beside>();
  const telling = [...matched.pairs.filter((pair) => isOneCluster(pair, matched)), ...twinsOrOneIn(known, matched)];
  for (const pair of telling.sort((one, other) => other.weight - one.weight)) {
    const [a, b] = [known[pair.a], known[pair.b]];
    if (!a || !b || a.childId === b.childId) continue;
    const [later, earlier] = a.childId < b.childId ? [b, a] : [a, b];
    const between = `${later.childId} ${earlier.childId}`;
    if (found.has(between)) continue;
    found.set(between, {
      ...{ recordId: later.recordId, childId: earlier.childId, person: later.person, beside: earlier },
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

const clustersIn = (known: readonly Known[], { clusterOf }: MatchedSet): readonly (readonly number[])[] => [
  ...Map.groupBy(known.keys(), (place) => clusterOf[place]).values(),
];

/** Of one child today, in several clusters, and two of them must not be one: links of former weights, or of what was said. */
function splitsIn(known: readonly Known[], matched: MatchedSet): Reconsidered['splits'] {
  const children = Map.groupBy(known.keys(), (place) => known[place]?.childId);
  return [...children].flatMap(([childId, places]) => {
    const parts = [...Map.groupBy(places, (place) => matched.clusterOf[place]).values()];
    if (childId === undefined || parts.length < 2 || !matched.excludeEachOther(places)) return [];
    return [{ childId, records: parts.map((part) => part.flatMap((place) => known[place]?.recordId ?? [])) }];
  });
}
