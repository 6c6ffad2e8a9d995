import { type AgencyId, type ChildId, type Instant, instantOf, type RecordId, type Tx } from '@tributary/kernel';
import { changed } from './settled';
import type { Opinion, Pair } from '../pair';

/** A record and the child that it is of, of which stewards may have said already that it should not be. */
export type Standing = Pick<Pair, 'recordId' | 'agency' | 'from' | 'opinions' | 'seen'> &
  Readonly<{ /** The child's only record: there is nothing to take it out of. */ alone: boolean }>;
export type Wanted = Standing & Readonly<{ since: Instant }>;

type Row = Readonly<{
  recordId: RecordId;
  agency: AgencyId;
  from: ChildId;
  opinions: readonly Opinion[] | null;
  stands: string;
  alone: boolean;
  since: Date | null;
}>;

/** All that the child's records say, in one word; what it is made of is sealed. */
const STANDS = `(SELECT left(encode(sha256(convert_to(string_agg(
    o.record_id::text || encode(sha256(o.sealed), 'hex'), ' ' ORDER BY o.record_id), 'UTF8')), 'hex'), 32)
  FROM identity.records o WHERE o.child_id = r.child_id)`;
const RECORDS = `SELECT r.record_id AS "recordId", r.agency, r.child_id AS "from", u.opinions, u.since, ${STANDS} AS stands,
    NOT EXISTS (SELECT 1 FROM identity.records o WHERE o.child_id = r.child_id AND o.record_id <> r.record_id) AS alone
  FROM identity.records r`;
/** Opinions on a record that was moved since are of no account. */
const UNLINKINGS = 'identity.unlinkings u ON u.record_id = r.record_id AND u.child_id = r.child_id';

export async function standingOf(tx: Tx, record: RecordId): Promise<Standing | undefined> {
  const { rows } = await tx.query<Row>(`${RECORDS} LEFT JOIN ${UNLINKINGS} WHERE r.record_id = $1`, [record]);
  return rows[0] && standing(rows[0]);
}

/** Those on which somebody has spoken, the oldest first. */
export async function wantedOut(tx: Tx, limit: number): Promise<readonly Wanted[]> {
  const { rows } = await tx.query<Row>(`${RECORDS} JOIN ${UNLINKINGS} ORDER BY u.since, u.record_id LIMIT $1`, [limit]);
  return rows.map((row) => ({ ...standing(row), since: instantOf(row.since?.getTime() ?? 0) }));
}

const standing = ({ stands, opinions, recordId, agency, from, alone }: Row): Standing => ({
  ...{ recordId, agency, from, alone, opinions: opinions ?? [] },
  seen: `${stands}-${opinions?.length ?? 0}`,
});

/** Throws match-changed unless it stands as it was looked at, and keeps it so until the transaction ends. */
export async function requireStanding(
  tx: Tx,
  { recordId, from, seen }: Pick<Standing, 'recordId' | 'from' | 'seen'>,
): Promise<void> {
  await tx.query(
    'SELECT FROM (SELECT record_id FROM identity.records WHERE child_id = $1 ORDER BY record_id FOR SHARE) held',
    [from],
  );
  const now = await standingOf(tx, recordId);
  if (now?.from !== from || now.seen !== seen) throw changed(now ?? { opinions: [] });
}

export async function addUnlinkOpinion(
  tx: Tx,
  { recordId, from }: Pick<Standing, 'recordId' | 'from'>,
  opinion: Opinion,
): Promise<void> {
  await tx.query(
    `INSERT INTO identity.unlinkings AS u (record_id, child_id, opinions) VALUES ($1, $2, $3::jsonb)
     ON CONFLICT (record_id) DO UPDATE SET child_id = excluded.child_id,
       since = CASE WHEN u.child_id = excluded.child_id THEN u.since ELSE excluded.since END,
       opinions = CASE WHEN u.child_id = excluded.child_id THEN u.opinions || excluded.opinions ELSE excluded.opinions END`,
    [recordId, from, JSON.stringify([opinion])],
  );
}

/** Nothing is left to decide of it. */
export async function clearUnlinking(tx: Tx, record: RecordId): Promise<void> {
  await tx.query('DELETE FROM identity.unlinkings WHERE record_id = $1', [record]);
}
