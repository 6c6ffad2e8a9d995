import type { ChildId, RecordId } from '@tributary/kernel';
import type { Pool } from 'pg';

export type StandingRecord = Readonly<{ recordId: RecordId; ref: string; childId: ChildId; sealed: Buffer }>;

const PAGE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** All records, sealed as they stand, a page at a time; those that come meanwhile among them or not. */
export async function* recordPages(pool: Pool): AsyncGenerator<readonly StandingRecord[]> {
  for (let after: string = FIRST; ;) {
    const { rows } = await pool.query<StandingRecord>(
      `SELECT record_id AS "recordId", ref, child_id AS "childId", sealed FROM identity.records
        WHERE record_id > $1 ORDER BY record_id LIMIT $2`,
      [after, PAGE],
    );
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.recordId;
  }
}

/** The same, one after the other. */
export async function* everyRecord(pool: Pool): AsyncGenerator<StandingRecord> {
  for await (const page of recordPages(pool)) yield* page;
}
