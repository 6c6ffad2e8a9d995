import {
  type AgencyId,
  type ChildId,
  type Instant,
  instantOf,
  type RecordId,
  type Tx,
  uuidv7,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { RecordRow } from '../storage/rows';
import { sealedRecordRef } from './refs';

/** `old`: as the child was known; `new`: as they are known from the order on. */
export type Side = 'old' | 'new';
/** On which side of which pairs. */
export type Sides = ReadonlyMap<string, Side>;

/** What would have joined the two of a pair; for the team that sealed them, and nobody else. */
export type Joining = Readonly<{ pair: string; record: RecordId; agency: string; child: ChildId | null; why: string }>;

export async function anySealed(tx: Tx): Promise<boolean> {
  return (await tx.query('SELECT FROM identity.sealed_refs LIMIT 1')).rowCount === 1;
}

export async function sidesUnder(tx: Tx, refs: readonly string[]): Promise<ReadonlyMap<string, Sides>> {
  const { rows } = await tx.query<{ ref: string; pair: string; side: Side }>(
    'SELECT ref, pair_id AS pair, side FROM identity.sealed_refs WHERE ref = ANY($1)',
    [refs],
  );
  const under = new Map<string, Map<string, Side>>();
  for (const { ref, pair, side } of rows) under.set(ref, (under.get(ref) ?? new Map<string, Side>()).set(pair, side));
  return under;
}

/**
 * Held until the transaction ends: a pair is opened wholly before or wholly after links are proposed, so that what it
 * takes from the stewards' list does not come back onto it.
 */
export async function lockSealing(tx: Tx): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('sealing', 0))");
}

export type SealedRef = Readonly<{ ref: string; pair: string; side: Side }>;

export async function sealRefs(tx: Tx, refs: readonly SealedRef[]): Promise<void> {
  if (refs.length === 0) return;
  await tx.query(
    `INSERT INTO identity.sealed_refs (ref, pair_id, side) SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
     ON CONFLICT DO NOTHING`,
    [refs.map(({ ref }) => ref), refs.map(({ pair }) => pair), refs.map(({ side }) => side)],
  );
}

/** What placing records found of pairs: who came to a side, and what would have joined two. */
export async function keepApart(
  tx: Tx,
  vault: Sealing,
  { members, joinings }: Readonly<{ members: readonly Member[]; joinings: readonly Joining[] }>,
): Promise<void> {
  const refs = members.flatMap(({ record, sides }) =>
    [...sides].map(([pair, side]) => ({ ref: sealedRecordRef(vault, record), pair, side })),
  );
  await sealRefs(tx, refs);
  await keepJoinings(tx, vault, joinings);
}

type Member = Readonly<{ record: RecordId; sides: Sides }>;
type Sealing = Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'>;
const aadOf = (pair: string): Buffer => Buffer.from(`identity/sealed/${pair}`);

/** Once for each record of a pair, however often it says it. */
export async function keepJoinings(tx: Tx, vault: Sealing, joinings: readonly Joining[]): Promise<void> {
  for (const { pair, ...found } of joinings) {
    await tx.query(
      `INSERT INTO identity.sealed_joinings (id, pair_id, once, sealed) VALUES ($1, $2, $3, $4)
       ON CONFLICT (pair_id, once) DO NOTHING`,
      [uuidv7(), pair, vault.ref('sealed/joining', pair, found.record), sealed(vault, pair, found)],
    );
  }
}

const sealed = (vault: Sealing, pair: string, found: Omit<Joining, 'pair'>): Buffer =>
  vault.sealIdentity(Buffer.from(JSON.stringify(found)), aadOf(pair));

export type PairRow = Readonly<{
  id: string;
  openedAt: Instant;
  joinings: readonly (Omit<Joining, 'pair'> & { at: Instant })[];
}>;

const MOST = 200;

/** What an agency sealed, newest first, with what came since. */
export async function pairsOf(tx: Tx, vault: Sealing, agency: AgencyId): Promise<readonly PairRow[]> {
  const { rows: pairs } = await tx.query<{ id: string; at: Date }>(
    'SELECT id, opened_at AS at FROM identity.sealed_pairs WHERE agency = $1 ORDER BY opened_at DESC, id LIMIT $2',
    [agency, MOST],
  );
  const { rows } = await tx.query<{ pair: string; at: Date; sealed: Buffer }>(
    `SELECT pair_id AS pair, found_at AS at, sealed FROM identity.sealed_joinings WHERE pair_id = ANY($1::uuid[])
      ORDER BY found_at DESC, id LIMIT $2`,
    [pairs.map(({ id }) => id), MOST],
  );
  const opened = rows.map(({ pair, at, sealed: found }) => ({
    pair,
    one: { ...(JSON.parse(vault.openIdentity(found, aadOf(pair)).toString()) as Omit<Joining, 'pair'>), at: when(at) },
  }));
  return pairs.map(({ id, at }) => ({
    ...{ id, openedAt: when(at) },
    joinings: opened.filter(({ pair }) => pair === id).map(({ one }) => one),
  }));
}

const when = (at: Date): Instant => instantOf(at.getTime());

export async function openPair(tx: Tx, { id, agency }: Readonly<{ id: string; agency: AgencyId }>): Promise<void> {
  await tx.query('INSERT INTO identity.sealed_pairs (id, agency) VALUES ($1, $2)', [id, agency]);
}

/** `refs`: of the child's records; false where that agency has no such pair about them. */
export async function endPair(
  tx: Tx,
  { id, agency, refs }: Readonly<{ id: string; agency: AgencyId; refs: readonly string[] }>,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `DELETE FROM identity.sealed_pairs WHERE id = $1 AND agency = $2
        AND EXISTS (SELECT FROM identity.sealed_refs WHERE pair_id = $1 AND side = 'old' AND ref = ANY($3))`,
    [id, agency, refs],
  );
  if (rowCount !== 1) return false;
  await tx.query('DELETE FROM identity.sealed_refs WHERE pair_id = $1', [id]);
  await tx.query('DELETE FROM identity.sealed_joinings WHERE pair_id = $1', [id]);
  return true;
}

type Rows = readonly Pick<RecordRow, 'recordId' | 'childId'>[];

/** What had been proposed before the pair was opened waits for no steward any more. */
export async function forgetProposals(
  tx: Tx,
  { child, old, members }: Readonly<{ child: ChildId; old: Rows; members: Rows }>,
): Promise<void> {
  await tx.query(
    `DELETE FROM identity.proposals
      WHERE (record_id = ANY($1::uuid[]) AND child_id = $2) OR (record_id = ANY($3::uuid[]) AND child_id = ANY($4::uuid[]))`,
    [
      members.map(({ recordId }) => recordId),
      child,
      old.map(({ recordId }) => recordId),
      members.map(({ childId }) => childId),
    ],
  );
}
