import { inTransaction } from '@tributary/event-store';
import type { Sighting } from '@tributary/feeds';
import { type AgencyId, canonicalJson, type RecordId, type Tx } from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { blockingOf } from './blocking';
import { takesBack } from './domain/numbers';
import { saidAfter, type Spoken } from './domain/person';
import { type Merge, proposeMerges } from './merges';
import { openSaid, sealSaid, statedToday } from './open-said';
import { Placing, type Sought } from './placing';
import { Apart } from './sealed/apart';
import { keepApart } from './sealed/storage';
import {
  insertKeys,
  insertProposals,
  insertRecords,
  type KeyRow,
  type NumberRow,
  type ProposalRow,
  proposalsOf,
  type RecordRow,
  recordsByRef,
  recordsOfCandidates,
  updateSaid,
} from './storage/rows';
import { calmed, unrejected } from './review/rejected';
import { WeightsInForce } from './weights';

/** A record as an agency's feed names it, and what it says of the person. */
export type Asked = Readonly<{
  agency: AgencyId;
  /** The agency's sector: UPN is matched between education and children's services alone. */
  sector: string;
  sighting: Sighting;
  /** Only look: no record may come of it. */
  ifKnown?: boolean;
  /** The number under which the agency keeps the record from now on. */
  mergedInto?: string;
  /** The number of another of its records that the agency says is of the same person. */
  sameAs?: string;
}>;

export type Resolution = RecordRow &
  Readonly<{
    /** Found now, and to be told whatever the record's stream holds already. */
    proposals: readonly ProposalRow[];
    /** Found before too: told with the record's first events, which a crash may have held up. */
    standing: readonly ProposalRow[];
  }>;

type Settled = Omit<Resolution, 'standing'>;
/** What one line of a batch says. */
type Line = Pick<Sought, 'ref' | 'agency' | 'spoken'>;
type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'> }>;

/** A record may be spoken of by several feeds of its agency, each in its own form. */
const SAID_KEPT = 8;

/** Whose record is this, and which child's: claimed and committed before anything is appended. */
export class Identity {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  /**
   * In the order asked; undefined where only a look was asked for and there is no such record. A known record that says
   * what it said before costs one query for the whole batch. First sights of one child, at the same moment and
   * anywhere, make one child: they hold the same locks.
   */
  async resolve(asked: readonly Asked[]): Promise<readonly (Resolution | undefined)[]> {
    const lines = asked.map((one) => this.lineOf(one));
    const known = await recordsByRef(this.options.pool, [...new Set(lines.map(({ ref }) => ref))]);
    // Only looked for: it neither makes a record nor changes one.
    const speaking = lines.filter((_, i) => !asked[i]?.ifKnown);
    const hashes = speaking.map(({ ref, spoken }) => this.options.vault.ref('said', ref, canonicalJson(spoken)));
    const news = speaking.filter(({ ref }, i) => !known.get(ref)?.said.includes(hashes[i] ?? ''));
    const changing = new Set(news.map(({ ref }) => ref));
    // With all lines on such a record, for the last one holds, though it be an old one. The others are never matched.
    const unsettled = speaking.flatMap((line, i) => (changing.has(line.ref) ? [this.seek(line, hashes[i] ?? '')] : []));
    const settled = unsettled.length > 0 ? await this.claim(unsettled) : new Map<string, Settled>();
    const rows = new Map([...known, ...settled]);
    const merged = await proposeMerges(this.options, this.mergesIn(asked), rows);
    const review = (row: RecordRow): boolean => row.review || merged.has(row.recordId);
    const inReview = [...rows.values()].filter(review).map((row) => row.recordId);
    const standing = Map.groupBy(await proposalsOf(this.options.pool, inReview), (proposal) => proposal.recordId);
    return lines.map(({ ref }) => {
      const row = rows.get(ref);
      if (!row) return undefined;
      const proposals = [...(settled.get(ref)?.proposals ?? []), ...(merged.get(row.recordId) ?? [])];
      return { ...row, review: review(row), proposals, standing: standing.get(row.recordId) ?? [] };
    });
  }

  private mergesIn(asked: readonly Asked[]): readonly Merge[] {
    return asked.flatMap(({ agency, mergedInto, sameAs, sighting: { system, localId } }): Merge[] => {
      const refOf = (number: string): string => this.refOf(agency, system, number);
      const beside = (number: string | undefined, why: Merge['why']): Merge[] =>
        number === undefined ? [] : [{ former: refOf(localId), kept: refOf(number), why }];
      return [...beside(mergedInto, 'merged-at-source'), ...beside(sameAs, 'linked-at-source')];
    });
  }

  private refOf(agency: string, system: string, number: string): string {
    return this.options.vault.ref('record', agency, system, number);
  }

  private lineOf({ agency, sector, sighting: { system, localId, ...said } }: Asked): Line {
    const spoken = { ...said, sector, own: { system, localId } };
    return { ref: this.refOf(agency, system, localId), agency, spoken };
  }

  /** `hash`: of what it says. */
  private seek(line: Line, hash: string): Sought {
    return { ...line, said: [hash], changed: true, takesBack: false, ...this.found(line.spoken, line.ref) };
  }

  /** Adds what one line says. A feed that says less takes nothing back: what it leaves out stands as it was. */
  private merged(line: Sought, before: Pick<Sought, 'spoken' | 'said' | 'changed' | 'takesBack'>): Sought {
    const spoken = saidAfter(before.spoken, line.spoken);
    const changed = canonicalJson(spoken) !== canonicalJson(before.spoken);
    // What was said before a change is news when it is said again: A, B, A ends at A.
    const said = changed ? line.said : [...new Set([...before.said, ...line.said])].slice(-SAID_KEPT);
    const back = before.takesBack || takesBack(before.spoken, spoken);
    const moved = { changed: changed || before.changed, takesBack: back };
    return { ...line, spoken, said, ...moved, ...this.found(spoken, line.ref) };
  }

  private found(spoken: Spoken, ref: string): Pick<Sought, 'person' | 'blocking' | 'seal'> {
    const { vault } = this.options;
    const person = new PersonReader().read(statedToday(spoken));
    const seal = (id: RecordId): Buffer => sealSaid(vault, id, spoken);
    return { person, blocking: blockingOf(person, ref, vault), seal };
  }

  private async claim(unsettled: readonly Sought[]): Promise<Map<string, Settled>> {
    const by = await this.weights.current();
    return inTransaction(this.options.pool, async (tx) => {
      await lockAll(
        tx,
        unsettled.flatMap((one) => one.blocking.locks),
      );
      // Looked up again under the locks: another process may have made the record, or the child, in between.
      const known = await recordsByRef(
        tx,
        unsettled.map((one) => one.ref),
      );
      const gathered = this.gathered(unsettled, known);
      const keys = new Set([...gathered.values()].flatMap((one) => one.blocking.sought));
      const candidates = await recordsOfCandidates(tx, [...keys]);
      const reader = new PersonReader();
      const placing = new Placing(
        candidates.map((row) => ({ ...row, person: this.personIn(row, reader) })),
        by,
        await this.apartIn(tx, gathered, [...candidates, ...known.values()]),
      );
      const made = new Map<string, RecordRow>();
      const changed = new Map<string, RecordRow>();
      for (const one of gathered.values()) {
        const before = known.get(one.ref);
        if (!before) made.set(one.ref, placing.place(one));
        else if (one.said.join() !== before.said.join()) {
          const row = placing.again(one, before);
          if (row) changed.set(one.ref, row);
        }
      }
      await insertRecords(tx, [...made.values()]);
      await updateSaid(tx, [...changed.values()]);
      const touched = new Map([...made, ...changed]);
      await this.index(tx, gathered, touched);
      const proposals = await unrejected(tx, placing.proposals, this.options.vault);
      await insertProposals(tx, proposals);
      await keepApart(tx, this.options.vault, placing);
      const settled = resolutionsOf(new Map([...known, ...touched]), proposals);
      return this.withoutRefused(tx, settled, placing.proposals);
    });
  }

  /** What was left out because a person had refused it leaves nobody in review. */
  private async withoutRefused(
    tx: Tx,
    settled: Map<string, Settled>,
    found: readonly ProposalRow[],
  ): Promise<Map<string, Settled>> {
    const left = [...settled.values()].flatMap((row) => row.proposals);
    if (left.length === found.length) return settled;
    const calm = await calmed(
      tx,
      found.map(({ recordId }) => recordId),
    );
    return new Map([...settled].map(([ref, row]) => [ref, calm.has(row.recordId) ? { ...row, review: false } : row]));
  }

  private async apartIn(tx: Tx, gathered: ReadonlyMap<string, Sought>, rows: readonly RecordRow[]): Promise<Apart> {
    const persons = [...gathered.values()].map(({ person }) => person);
    return Apart.around(tx, this.options.vault, { persons, records: rows.map(({ recordId }) => recordId) });
  }

  /** One for each record, in the order of the batch: a later line on a record adds to an earlier one. */
  private gathered(unsettled: readonly Sought[], known: ReadonlyMap<string, RecordRow>): Map<string, Sought> {
    const gathered = new Map<string, Sought>();
    for (const line of unsettled) {
      const row = known.get(line.ref);
      const stands = row && {
        spoken: openSaid(this.options.vault, row),
        said: row.said,
        changed: false,
        takesBack: false,
      };
      const before = gathered.get(line.ref) ?? stands;
      gathered.set(line.ref, before ? this.merged(line, before) : line);
    }
    return gathered;
  }

  private async index(
    tx: Tx,
    sought: ReadonlyMap<string, Sought>,
    rows: ReadonlyMap<string, RecordRow>,
  ): Promise<void> {
    const keys: KeyRow[] = [];
    const numbers: NumberRow[] = [];
    for (const [ref, { recordId }] of rows) {
      const blocking = sought.get(ref)?.blocking;
      keys.push(...(blocking?.keys ?? []).map((key) => ({ key, recordId })));
      numbers.push(
        ...(blocking?.numbers ?? []).flatMap((n) => (n.links ? [{ kind: n.kind, ref: n.ref, recordId }] : [])),
      );
    }
    await insertKeys(tx, keys, numbers);
  }

  private personIn(row: RecordRow, reader: PersonReader): Person {
    return reader.read(statedToday(openSaid(this.options.vault, row)));
  }
}

/** In the order of the keys, so that two batches that share some wait for each other and never deadlock. */
export async function lockAll(tx: Tx, locks: readonly bigint[]): Promise<void> {
  const keys = [...new Set(locks)];
  keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await tx.query('SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) k', [keys.map(String)]);
}

function resolutionsOf(rows: ReadonlyMap<string, RecordRow>, proposals: readonly ProposalRow[]): Map<string, Settled> {
  const byRecord = Map.groupBy(proposals, (proposal) => proposal.recordId);
  return new Map([...rows].map(([ref, row]) => [ref, { ...row, proposals: byRecord.get(row.recordId) ?? [] }]));
}
