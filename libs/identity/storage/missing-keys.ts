import { inTransaction } from '@tributary/event-store';
import type { RecordId } from '@tributary/kernel';
import type { Pool } from 'pg';
import { insertKeys } from './rows';

/** What a record may be found by, by what it said when it was read; worked out where it is needed. */
export type Findable = Readonly<{ recordId: RecordId; sealed: Buffer; keyCount: number; keys(): readonly string[] }>;

/** Adds the keys of those records that have fewer than they should; of nobody who said something else meanwhile. */
export async function addMissingKeys(pool: Pool, records: readonly Findable[]): Promise<void> {
  const counts = await keyCounts(
    pool,
    records.map(({ recordId }) => recordId),
  );
  const lacking = records.filter(({ recordId, keyCount }) => (counts.get(recordId) ?? 0) < keyCount);
  if (lacking.length === 0) return;
  await inTransaction(pool, async (tx) => {
    // Held, so that none speaks until its keys stand; in one order, as all who hold several.
    const { rows } = await tx.query<{ recordId: RecordId; sealed: Buffer }>(
      `SELECT record_id AS "recordId", sealed FROM identity.records WHERE record_id = ANY($1::uuid[])
        ORDER BY record_id FOR SHARE SKIP LOCKED`,
      [lacking.map(({ recordId }) => recordId)],
    );
    const now = new Map(rows.map(({ recordId, sealed }) => [recordId, sealed]));
    const same = lacking.filter(({ recordId, sealed }) => now.get(recordId)?.equals(sealed));
    const keys = same.flatMap(({ recordId, keys: own }) => own().map((key) => ({ key, recordId })));
    await insertKeys(tx, keys, []);
  });
}

async function keyCounts(pool: Pool, records: readonly RecordId[]): Promise<ReadonlyMap<RecordId, number>> {
  const { rows } = await pool.query<{ recordId: RecordId; keys: number }>(
    `SELECT record_id AS "recordId", count(*)::int AS keys FROM identity.keys WHERE record_id = ANY($1::uuid[])
      GROUP BY record_id`,
    [records],
  );
  return new Map(rows.map(({ recordId, keys }) => [recordId, keys]));
}
