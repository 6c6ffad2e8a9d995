import type { ChildId, RecordId, Tx } from '@tributary/kernel';
import type { Evidence } from '../domain/decide-child';

/** A record as it stands. `sealed` holds what it said of the person; `said` are keyed hashes of it, as its feeds gave it. */
export type RecordRow = Readonly<{
  recordId: RecordId;
  ref: string;
  agency: string;
  childId: ChildId;
  founded: boolean;
  provisional: boolean;
  review: boolean;
  method: string;
  evidence: Evidence;
  /** That it is of that child; null where no weight was looked at. */
  probability: number | null;
  /** Version of the weights; null before there were any. */
  weights: string | null;
  said: readonly string[];
  sealed: Buffer;
}>;

const COLUMNS = `record_id AS "recordId", ref, agency, child_id AS "childId", founded, provisional, review, method,
  evidence, probability, weights, said, sealed`;

export async function recordsByRef(tx: Tx, refs: readonly string[]): Promise<Map<string, RecordRow>> {
  const { rows } = await tx.query<RecordRow>(`SELECT ${COLUMNS} FROM identity.records WHERE ref = ANY($1)`, [refs]);
  return new Map(rows.map((row) => [row.ref, row]));
}

export async function recordsByIds(tx: Tx, ids: readonly RecordId[]): Promise<readonly RecordRow[]> {
  const { rows } = await tx.query<RecordRow>(
    `SELECT ${COLUMNS} FROM identity.records WHERE record_id = ANY($1::uuid[]) ORDER BY record_id`,
    [ids],
  );
  return rows;
}

export async function recordsOfChild(tx: Tx, child: ChildId): Promise<readonly RecordRow[]> {
  const { rows } = await tx.query<RecordRow>(
    `SELECT ${COLUMNS} FROM identity.records WHERE child_id = $1 ORDER BY record_id`,
    [child],
  );
  return rows;
}

/** More records than these under one key: it finds nobody, and another must. A number always finds the child it stands for. */
const MOST_UNDER_KEY = 100;
/** Of one child: a feed that gives the same child a new number each time must not have thousands opened for each of them. */
const MOST_OF_CHILD = 100;

/** The records of the children that any of these keys leads to, each with the keys of those that matched. */
export async function recordsOfCandidates(
  tx: Tx,
  keys: readonly string[],
): Promise<readonly (RecordRow & { keys: string[] })[]> {
  if (keys.length === 0) return [];
  const { rows } = await tx.query<RecordRow & { keys: string[] | null }>(
    `WITH found AS (
            SELECT k.key, f.record_id, count(*) OVER (PARTITION BY k.key) AS n
              FROM unnest($1::text[]) AS k (key),
                   LATERAL (SELECT record_id FROM identity.keys WHERE key = k.key LIMIT $2 + 1) f),
          told AS (
            SELECT key, record_id FROM found WHERE n <= $2
             UNION
            SELECT ref, record_id FROM identity.numbers WHERE kind IN ('nhs-number', 'upn') AND ref = ANY($1)),
          hit AS (SELECT record_id, array_agg(key) AS keys FROM told GROUP BY record_id),
          children AS (SELECT DISTINCT child_id FROM identity.records JOIN hit USING (record_id))
     SELECT found.* FROM children,
            LATERAL (SELECT ${COLUMNS}, hit.keys
                       FROM identity.records LEFT JOIN hit USING (record_id)
                      WHERE child_id = children.child_id
                      ORDER BY hit.keys IS NULL, record_id LIMIT $3) found`,
    [keys, MOST_UNDER_KEY, MOST_OF_CHILD],
  );
  return rows.map((row) => ({ ...row, keys: row.keys ?? [] }));
}

export async function insertRecords(tx: Tx, rows: readonly RecordRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO identity.records (record_id, ref, agency, child_id, founded, provisional, review, method, evidence, said, sealed, probability, weights)
     SELECT record_id, ref, agency, child_id, founded, provisional, review, method, evidence, string_to_array(said, ' '), sealed, probability, weights
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bool[], $6::bool[], $7::bool[], $8::text[],
       $9::jsonb[], $10::text[], $11::bytea[], $12::float8[], $13::text[])
       AS n (record_id, ref, agency, child_id, founded, provisional, review, method, evidence, said, sealed, probability, weights)`,
    [
      rows.map((r) => r.recordId),
      rows.map((r) => r.ref),
      rows.map((r) => r.agency),
      rows.map((r) => r.childId),
      rows.map((r) => r.founded),
      rows.map((r) => r.provisional),
      rows.map((r) => r.review),
      rows.map((r) => r.method),
      rows.map((r) => JSON.stringify(r.evidence)),
      rows.map((r) => r.said.join(' ')),
      rows.map((r) => r.sealed),
      rows.map((r) => r.probability),
      rows.map((r) => r.weights),
    ],
  );
}

/** What a known record says has changed. */
export async function updateSaid(tx: Tx, rows: readonly RecordRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((r) => r.recordId);
  await tx.query(
    `UPDATE identity.records r SET said = string_to_array(n.said, ' '), sealed = n.sealed, review = n.review, provisional = n.provisional
       FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bool[], $5::bool[]) AS n (id, said, sealed, review, provisional)
      WHERE r.record_id = n.id`,
    [
      ids,
      rows.map((r) => r.said.join(' ')),
      rows.map((r) => r.sealed),
      rows.map((r) => r.review),
      rows.map((r) => r.provisional),
    ],
  );
  await tx.query('DELETE FROM identity.keys WHERE record_id = ANY($1::uuid[])', [ids]);
  await tx.query('DELETE FROM identity.numbers WHERE record_id = ANY($1::uuid[])', [ids]);
}

export type KeyRow = Readonly<{ key: string; recordId: RecordId }>;
export type NumberRow = Readonly<{ kind: string; ref: string; recordId: RecordId }>;

export async function insertKeys(tx: Tx, keys: readonly KeyRow[], numbers: readonly NumberRow[]): Promise<void> {
  if (keys.length > 0) {
    await tx.query(
      'INSERT INTO identity.keys (key, record_id) SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING',
      [keys.map((k) => k.key), keys.map((k) => k.recordId)],
    );
  }
  if (numbers.length === 0) return;
  await tx.query(
    `INSERT INTO identity.numbers (kind, ref, record_id) SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[])
     ON CONFLICT DO NOTHING`,
    [numbers.map((n) => n.kind), numbers.map((n) => n.ref), numbers.map((n) => n.recordId)],
  );
}

export type ProposalRow = Readonly<{
  recordId: RecordId;
  childId: ChildId;
  reason: string;
  evidence: Evidence;
  /** That both are one; null where no weight was looked at. */
  probability: number | null;
  weights: string | null;
}>;

export async function insertProposals(tx: Tx, proposals: readonly ProposalRow[]): Promise<void> {
  if (proposals.length === 0) return;
  await tx.query(
    `INSERT INTO identity.proposals (record_id, child_id, reason, evidence, probability, weights)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::float8[], $6::text[])
     ON CONFLICT (record_id, child_id) DO UPDATE SET reason = excluded.reason, evidence = excluded.evidence,
       probability = excluded.probability, weights = excluded.weights`,
    [
      proposals.map((p) => p.recordId),
      proposals.map((p) => p.childId),
      proposals.map((p) => p.reason),
      proposals.map((p) => JSON.stringify(p.evidence)),
      proposals.map((p) => p.probability),
      proposals.map((p) => p.weights),
    ],
  );
}

export async function proposalsOf(tx: Tx, records: readonly RecordId[]): Promise<readonly ProposalRow[]> {
  if (records.length === 0) return [];
  const { rows } = await tx.query<ProposalRow>(
    `SELECT record_id AS "recordId", child_id AS "childId", reason, evidence, probability, weights FROM identity.proposals
      WHERE record_id = ANY($1::uuid[]) ORDER BY record_id, child_id`,
    [records],
  );
  return rows;
}
