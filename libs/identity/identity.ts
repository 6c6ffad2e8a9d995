import { inTransaction } from '@tributary/event-store';
import { type AgencyId, canonicalJson, type RecordId, type Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { blockingOf } from './blocking';
import { personOf, type Said } from './domain/person';
import { Placing, type Sought } from './placing';
import {
  insertKeys,
  insertProposals,
  insertRecords,
  type KeyRow,
  type NumberRow,
  type ProposalRow,
  type RecordRow,
  recordsByRef,
  recordsOfCandidates,
  updateSaid,
} from './storage/rows';

/** A record as an agency's feed names it, and what it says of the person. */
export type Asked = Readonly<{
  agency: AgencyId;
  /** The agency's sector: UPN is matched between education and children's services alone. */
  sector: string;
  sighting: Said & Readonly<{ system: string; localId: string }>;
  /** Only look: no record may come of it. */
  ifKnown?: boolean;
}>;

export type Resolution = RecordRow & Readonly<{ proposals: readonly ProposalRow[] }>;

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'> }>;

/** Whose record is this, and which child's: claimed and committed before anything is appended. */
export class Identity {
  constructor(private readonly options: Options) {}

  /**
   * In the order asked; undefined where only a look was asked for and there is no such record. A known record that says
   * what it said before costs one query for the whole batch. First sights of one child, at the same moment and
   * anywhere, make one child: they hold the same locks.
   */
  async resolve(asked: readonly Asked[]): Promise<readonly (Resolution | undefined)[]> {
    const sought = asked.map((one) => this.seek(one));
    const known = await recordsByRef(this.options.pool, [...new Set(sought.map((one) => one.ref))]);
    const unsettled = sought.filter((one, i) => {
      const row = known.get(one.ref);
      return row ? !row.said.includes(one.said) : !asked[i]?.ifKnown;
    });
    const settled = unsettled.length > 0 ? await this.claim(unsettled) : new Map<string, Resolution>();
    return sought.map((one) => {
      const row = known.get(one.ref);
      return settled.get(one.ref) ?? (row && { ...row, proposals: [] });
    });
  }

  private seek({ agency, sector, sighting }: Asked): Sought {
    const { vault } = this.options;
    const { system, localId, ...said } = sighting;
    const ref = vault.ref('record', agency, system, localId);
    const spoken = { ...said, sector };
    return { ref, agency, spoken, said: vault.ref('said', canonicalJson(spoken)), ...this.found(spoken, ref) };
  }

  /** A feed of the same agency that says less takes nothing back: what it leaves out stands as it was. */
  private merged(sought: Sought, before: RecordRow): Sought {
    const spoken = { ...openSaid(this.options.vault, before), ...sought.spoken };
    return { ...sought, spoken, ...this.found(spoken, sought.ref) };
  }

  private found(spoken: Spoken, ref: string): Pick<Sought, 'person' | 'blocking' | 'seal'> {
    const { vault } = this.options;
    const { sector, ...said } = spoken;
    const person = personOf(said, sector);
    const seal = (id: RecordId): Buffer => vault.sealIdentity(Buffer.from(canonicalJson(spoken)), aadOf(id));
    return { person, blocking: blockingOf(person, ref, vault), seal };
  }

  private async claim(unsettled: readonly Sought[]): Promise<Map<string, Resolution>> {
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
      const last = new Map(unsettled.map((one) => [one.ref, this.withBefore(one, known.get(one.ref))]));
      const keys = new Set([...last.values()].flatMap((one) => one.blocking.keys));
      const candidates = await recordsOfCandidates(tx, [...keys]);
      const placing = new Placing(candidates.map((row) => ({ ...row, person: this.personIn(row) })));
      const made = new Map<string, RecordRow>();
      const changed = new Map<string, RecordRow>();
      for (const one of last.values()) {
        const before = known.get(one.ref);
        if (!before) made.set(one.ref, placing.place(one));
        else if (!before.said.includes(one.said)) changed.set(one.ref, placing.again(one, before));
      }
      await insertRecords(tx, [...made.values()]);
      await updateSaid(tx, [...changed.values()]);
      const touched = new Map([...made, ...changed]);
      await this.index(tx, last, touched);
      await insertProposals(tx, placing.proposals);
      return resolutionsOf(new Map([...known, ...touched]), placing.proposals);
    });
  }

  private withBefore(sought: Sought, before: RecordRow | undefined): Sought {
    return before ? this.merged(sought, before) : sought;
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

  private personIn(row: RecordRow): ReturnType<typeof personOf> {
    const { sector, ...said } = openSaid(this.options.vault, row);
    return personOf(said, sector);
  }
}

/** What a record said of the person, with the sector of the agency that said it. */
export function openSaid(vault: Pick<Vault, 'openIdentity'>, row: Pick<RecordRow, 'recordId' | 'sealed'>): Spoken {
  return JSON.parse(vault.openIdentity(row.sealed, aadOf(row.recordId)).toString()) as Spoken;
}

type Spoken = Sought['spoken'];

const aadOf = (id: RecordId): Buffer => Buffer.from(`identity/record/${id}`);

/** In the order of the keys, so that two batches that share some wait for each other and never deadlock. */
async function lockAll(tx: Tx, refs: readonly string[]): Promise<void> {
  const keys = [...new Set(refs)].map((ref) => Buffer.from(ref, 'base64url').readBigInt64BE(0));
  keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await tx.query('SELECT pg_advisory_xact_lock(k) FROM unnest($1::bigint[]) k', [keys.map(String)]);
}

function resolutionsOf(
  rows: ReadonlyMap<string, RecordRow>,
  proposals: readonly ProposalRow[],
): Map<string, Resolution> {
  const byRecord = Map.groupBy(proposals, (proposal) => proposal.recordId);
  return new Map([...rows].map(([ref, row]) => [ref, { ...row, proposals: byRecord.get(row.recordId) ?? [] }]));
}
