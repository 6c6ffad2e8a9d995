import type { ChildId, RecordId, Tx } from '@tributary/kernel';
import { type RecordRow, recordsByIds } from '../storage/rows';
import { isBeingDecided } from './child-records';

/** Undefined where it is not there, is of a child with other records, or people are sure who it is or on the way to it. */
export async function aloneAndProvisional(tx: Tx, record: RecordId): Promise<RecordRow | undefined> {
  const [row] = await recordsByIds(tx, [record]);
  if (!row?.provisional) return undefined;
  const { rowCount } = await tx.query('SELECT FROM identity.records WHERE child_id = $1 LIMIT 2', [row.childId]);
  return rowCount === 1 && !(await isBeingDecided(tx, [record])) ? row : undefined;
}

/** A steward decides on those that are more. */
const MOST = 100;

/** Records that may be of the child that this one is of. */
export async function proposedTo(tx: Tx, record: RecordId): Promise<readonly RecordId[]> {
  const { rows } = await tx.query<{ id: RecordId }>(
    `SELECT p.record_id AS id FROM identity.records r JOIN identity.proposals p ON p.child_id = r.child_id
      WHERE r.record_id = $1 ORDER BY p.record_id LIMIT $2`,
    [record, MOST],
  );
  return rows.map(({ id }) => id);
}

/** Records of which a person said that they are of another child than this one is. */
export async function saidDifferent(tx: Tx, record: RecordId): Promise<ReadonlySet<RecordId>> {
  const { rows } = await tx.query<{ id: RecordId }>(
    `SELECT other AS id FROM identity.rejections WHERE one = $1
     UNION SELECT one FROM identity.rejections WHERE other = $1`,
    [record],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Why it is proposed anywhere. */
export async function reasonsOf(tx: Tx, record: RecordId): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ reason: string }>(
    'SELECT DISTINCT reason FROM identity.proposals WHERE record_id = $1',
    [record],
  );
  return new Set(rows.map(({ reason }) => reason));
}

/** Children to whom it is proposed for one of these reasons. */
export async function proposedWhy(tx: Tx, record: RecordId, reasons: readonly string[]): Promise<readonly ChildId[]> {
  const { rows } = await tx.query<{ id: ChildId }>(
    'SELECT child_id AS id FROM identity.proposals WHERE record_id = $1 AND reason = ANY($2) ORDER BY child_id LIMIT $3',
    [record, reasons, MOST],
  );
  return rows.map(({ id }) => id);
}
