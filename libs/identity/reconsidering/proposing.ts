import { inTransaction } from '@tributary/event-store';
import type { ChildId, RecordId, Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { calmed, unrejected } from '../review/rejected';
import { allOf, Apart, joins } from '../sealed/apart';
import { lockSealing } from '../sealed/storage';
import { insertProposals, type ProposalRow } from '../storage/rows';
import type { Known } from './known-records';

/** A link to propose: of a record, beside one of the child's. */
export type Found = ProposalRow & Readonly<{ record: Known; beside: Known }>;

type Io = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'> }>;
type Asked = Readonly<{ proposed: number; left: number }>;

/** Checked and written together: short enough that nobody waits for their rows. */
const AT_ONCE = 200;

/**
 * Two of whom a sector holds both by now are twins: nobody needs to say so, where nobody has begun to. Whichever of their
 * records was asked about.
 */
export async function withdraw(pool: Pool, found: readonly Found[]): Promise<void> {
  const still = found.filter(({ reason }) => reason === 'one-or-twins');
  await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ recordId: RecordId }>(
      `DELETE FROM identity.proposals p USING identity.records r
        WHERE r.record_id = p.record_id AND p.reason = 'one-or-twins' AND p.opinions = '[]'
          AND concat_ws(' ', least(r.child_id, p.child_id), greatest(r.child_id, p.child_id)) <> ALL ($1::text[])
       RETURNING p.record_id AS "recordId"`,
      [still.map(({ record, beside }) => between(record.childId, beside.childId))],
    );
    await calmed(
      tx,
      rows.map(({ recordId }) => recordId),
    );
  });
}

/**
 * Asks stewards about links, of two children once, whichever of their records it is about. Killed anywhere and begun
 * again it asks nothing twice: what was asked stands.
 */
export async function propose(io: Io, found: readonly Found[]): Promise<Asked> {
  let [proposed, left] = [0, 0];
  for (let at = 0; at < found.length; at += AT_ONCE) {
    const asked = await proposeSome(io, found.slice(at, at + AT_ONCE));
    proposed += asked.proposed;
    left += asked.left;
  }
  return { proposed, left };
}

async function proposeSome({ pool, vault }: Io, found: readonly Found[]): Promise<Asked> {
  return inTransaction(pool, async (tx) => {
    await lockSealing(tx);
    const { standing, left } = await stillStanding(tx, found);
    const waiting = await waitingBetween(tx, standing);
    const news = standing.filter((one) => !waiting.has(between(one.record.childId, one.childId)));
    const open = await unrejected(tx, await notApart(tx, vault, news), vault);
    await insertProposals(tx, open);
    await tx.query('UPDATE identity.records SET review = true WHERE record_id = ANY($1::uuid[])', [
      open.map(({ recordId }) => recordId),
    ]);
    return { proposed: open.length, left };
  });
}

/**
 * Since they were read, records may have moved: what is no longer so is not asked. Rows that somebody is at are left, and
 * nobody waits here for anybody who may wait for these.
 */
async function stillStanding(
  tx: Tx,
  found: readonly Found[],
): Promise<Readonly<{ standing: readonly Found[]; left: number }>> {
  const { rows } = await tx.query<{ recordId: RecordId; childId: ChildId }>(
    `SELECT record_id AS "recordId", child_id AS "childId" FROM identity.records WHERE record_id = ANY($1::uuid[])
      ORDER BY record_id FOR NO KEY UPDATE SKIP LOCKED`,
    [found.flatMap(({ recordId, beside }) => [recordId, beside.recordId])],
  );
  const now = new Map(rows.map(({ recordId, childId }) => [recordId, childId]));
  const free = found.filter(({ record, beside }) => now.has(record.recordId) && now.has(beside.recordId));
  const isSo = ({ recordId, childId }: Known): boolean => now.get(recordId) === childId;
  return {
    standing: free.filter(({ record, beside }) => isSo(record) && isSo(beside)),
    left: found.length - free.length,
  };
}

/** Children between whom a link waits for a steward already, of whichever records and for whatever reason. */
async function waitingBetween(tx: Tx, found: readonly Found[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ one: ChildId; other: ChildId }>(
    `SELECT r.child_id AS one, p.child_id AS other
       FROM identity.records r JOIN identity.proposals p USING (record_id)
      WHERE r.child_id = ANY($1::uuid[]) AND p.child_id = ANY($1::uuid[])`,
    [[...new Set(found.flatMap(({ record, beside }) => [record.childId, beside.childId]))]],
  );
  return new Set(rows.map(({ one, other }) => between(one, other)));
}

const between = (one: ChildId, other: ChildId): string => [one, other].sort().join(' ');

/** Never what an adoption team has sealed apart. */
async function notApart(tx: Tx, vault: Io['vault'], found: readonly Found[]): Promise<readonly Found[]> {
  const both = found.flatMap(({ record, beside }) => [record, beside]);
  const apart = await Apart.around(tx, vault, {
    persons: both.map(({ person }) => person),
    records: both.map(({ recordId }) => recordId),
  });
  const sidesOf = ({ person, recordId }: Known) => allOf([apart.ofPerson(person), apart.ofRecord(recordId)]);
  return found.filter(({ record, beside }) => joins(sidesOf(record), sidesOf(beside)) === undefined);
}
