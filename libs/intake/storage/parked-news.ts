import { instantOf, type Instant } from '@tributary/kernel';
import type { Pool } from 'pg';

/** That a record was parked, or that one was taken in after all: nothing of what it holds, and not where it stood. */
export type ParkedNews = Readonly<{
  id: string;
  feed: string;
  /** Why it was parked, as last found. */
  code: string;
  at: Instant;
  state: 'parked' | 'settled';
}>;

type Row = Omit<ParkedNews, 'at'> & Readonly<{ at: Date }>;

const COLUMNS = 'id, feed, code';
const SETTLED_AT = 'greatest(tried_at, parked_at)';

/**
 * What nobody was told of yet, oldest first; of one record that it was parked before that it was settled, whatever the
 * clock did between. What one transaction commits after another is in no one's way: each row is told by its own mark.
 */
export async function untold(pool: Pool, limit: number): Promise<readonly ParkedNews[]> {
  const { rows } = await pool.query<Row>(
    `(SELECT ${COLUMNS}, parked_at AS at, 'parked' AS state FROM intake.parked
       WHERE told IS NULL ORDER BY parked_at, id LIMIT $1)
     UNION ALL
     (SELECT ${COLUMNS}, ${SETTLED_AT} AS at, 'settled' AS state FROM intake.parked
       WHERE status = 'redriven' AND told IS DISTINCT FROM 'settled' ORDER BY ${SETTLED_AT}, id LIMIT $1)
     ORDER BY at, id, state LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, at: instantOf(row.at.getTime()) }));
}

/** In the order in which they were told: of one record the last stands. */
export async function markTold(pool: Pool, news: readonly ParkedNews[]): Promise<void> {
  const told = new Map(news.map(({ id, state }) => [id, state]));
  await pool.query(
    `UPDATE intake.parked p SET told = t.state FROM unnest($1::uuid[], $2::text[]) AS t (id, state) WHERE p.id = t.id`,
    [[...told.keys()], [...told.values()]],
  );
}
