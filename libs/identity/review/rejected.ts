import { canonicalJson, type ChildId, type RecordId, type Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { openSaid } from '../open-said';

/** A record and a child it is proposed to. */
type Proposed = Readonly<{ recordId: RecordId; childId: ChildId }>;
type Keys = Pick<Vault, 'ref' | 'openIdentity'>;
type Row = Readonly<{ recordId: RecordId; childId: ChildId; sealed: Buffer }>;

/** A keyed hash of what two records say; the same whichever is named first. */
function comparedOf(one: Row, other: Row, vault: Keys): string {
  const said = [one, other]
    .sort((a, b) => (a.recordId < b.recordId ? -1 : 1))
    .map((row) => canonicalJson(openSaid(vault, row)));
  return vault.ref('compared', ...said);
}

const orderOf = (one: RecordId, other: RecordId): readonly [RecordId, RecordId] =>
  one < other ? [one, other] : [other, one];

/** A person said that the record is not of that child: of none of its records, as they all speak now. */
export async function reject(tx: Tx, { recordId, childId }: Proposed, vault: Keys): Promise<void> {
  const { rows } = await tx.query<Row>(`${ROWS} WHERE record_id = $1 OR child_id = $2`, [recordId, childId]);
  const record = rows.find((row) => row.recordId === recordId);
  if (!record) return;
  for (const other of rows.filter((row) => row.childId === childId && row !== record)) {
    await tx.query(
      `INSERT INTO identity.rejections (one, other, compared) VALUES ($1, $2, $3)
       ON CONFLICT (one, other) DO UPDATE SET compared = excluded.compared`,
      [...orderOf(recordId, other.recordId), comparedOf(record, other, vault)],
    );
  }
}

/** Those of some proposals that no person has refused already, by what all their records say now. */
export async function unrejected<P extends Proposed>(
  tx: Tx,
  proposals: readonly P[],
  vault: Keys,
): Promise<readonly P[]> {
  if (proposals.length === 0) return proposals;
  const refused = await rejectionsOf(tx, [...new Set(proposals.map(({ recordId }) => recordId))]);
  const doubtful = proposals.filter(({ recordId }) => refused.has(recordId));
  if (doubtful.length === 0) return proposals;
  const { rows } = await tx.query<Row>(`${ROWS} WHERE record_id = ANY($1::uuid[]) OR child_id = ANY($2::uuid[])`, [
    doubtful.map(({ recordId }) => recordId),
    doubtful.map(({ childId }) => childId),
  ]);
  const isRefused = ({ recordId, childId }: P): boolean => {
    const record = rows.find((row) => row.recordId === recordId);
    const others = rows.filter((row) => row.childId === childId && row.recordId !== recordId);
    return (
      record !== undefined &&
      others.length > 0 &&
      others.every((other) => refused.get(recordId)?.get(other.recordId) === comparedOf(record, other, vault))
    );
  };
  return proposals.filter((proposal) => !isRefused(proposal));
}

/** Takes records of which nothing is proposed any more out of review; answers which. */
export async function calmed(tx: Tx, records: readonly RecordId[]): Promise<ReadonlySet<RecordId>> {
  const { rows } = await tx.query<{ id: RecordId }>(
    `UPDATE identity.records r SET review = false WHERE record_id = ANY($1::uuid[])
        AND NOT EXISTS (SELECT FROM identity.proposals p WHERE p.record_id = r.record_id) RETURNING record_id AS id`,
    [records],
  );
  return new Set(rows.map(({ id }) => id));
}

const ROWS = 'SELECT record_id AS "recordId", child_id AS "childId", sealed FROM identity.records';

/** By record, with whom it was said not to be one, and what both said then. */
async function rejectionsOf(
  tx: Tx,
  records: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, ReadonlyMap<RecordId, string>>> {
  const { rows } = await tx.query<{ one: RecordId; other: RecordId; compared: string }>(
    'SELECT one, other, compared FROM identity.rejections WHERE one = ANY($1::uuid[]) OR other = ANY($1::uuid[])',
    [records],
  );
  const found = new Map<RecordId, Map<RecordId, string>>();
  const add = (one: RecordId, other: RecordId, compared: string): unknown =>
    found.set(one, (found.get(one) ?? new Map<RecordId, string>()).set(other, compared));
  for (const { one, other, compared } of rows) {
    add(one, other, compared);
    add(other, one, compared);
  }
  return found;
}
