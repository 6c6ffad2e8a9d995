import type { FeedId, Instant } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { ReceiptRecord } from '../domain/receipt';
import { COLUMNS, type Delivery, type DeliveryRow, toDelivery } from './tables';

export async function receiptRecords(
  pool: Pool,
  deliveryId: string,
  after: number,
  limit: number,
): Promise<{ records: readonly ReceiptRecord[]; next?: number }> {
  const { rows } = await pool.query<{ seq: number; records: ReceiptRecord[] }>(
    `SELECT seq, records FROM intake.receipt_chunks WHERE delivery_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [deliveryId, after, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.flatMap((row) => row.records),
    ...(rows.length > limit && last ? { next: last.seq } : {}),
  };
}

/** When the newest delivery came that a feed had finished by then, history left out; undefined where there is none. */
export async function freshness(pool: Pool, feed: FeedId, asOf: Instant): Promise<Instant | undefined> {
  const { rows } = await pool.query<{ at: Date | null }>(
    `SELECT max(received_at) AS at FROM intake.deliveries
     WHERE feed = $1 AND status = 'done' AND NOT backfill AND finished_at <= $2`,
    [feed, asOf],
  );
  const at = rows[0]?.at;
  return at ? instantOf(at.getTime()) : undefined;
}

/** A delivery of a feed in a list; its receipt has the rest. */
export type DeliveryLine = Readonly<
  Pick<Delivery, 'id' | 'receivedAt' | 'finishedAt' | 'status' | 'backfill' | 'counts' | 'problem'>
>;

/** Deliveries of a feed, newest first; `before` is the id of the last one seen. */
export async function deliveriesOf(
  pool: Pool,
  feed: FeedId,
  before: string | undefined,
  limit: number,
): Promise<readonly DeliveryLine[]> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT ${COLUMNS} FROM intake.deliveries d WHERE d.feed = $1 AND d.status <> 'arriving'
       AND ($2::uuid IS NULL OR d.seq < (SELECT seq FROM intake.deliveries WHERE id = $2)) ORDER BY d.seq DESC LIMIT $3`,
    [feed, before ?? null, limit],
  );
  return rows.map(toDelivery);
}

export type ParkedEntry = Readonly<{
  id: string;
  receipt: string;
  place: string;
  code: string;
  message: string;
  parkedAt: Instant;
  tries: number;
  /** Its bytes are still held, so that it can be redriven. */
  held: boolean;
}>;
type ParkedRow = {
  id: string;
  delivery_id: string;
  place: string;
  code: string;
  message: string;
  parked_at: Date;
  tries: number;
  held: boolean;
};

/** Parked records of a feed, oldest first; `after` is the last id seen. */
export async function parkedOf(
  pool: Pool,
  feed: FeedId,
  after: string | undefined,
  limit: number,
): Promise<readonly ParkedEntry[]> {
  const { rows } = await pool.query<ParkedRow>(
    `SELECT id, delivery_id, place, code, message, parked_at, tries, sealed IS NOT NULL AS held FROM intake.parked
     WHERE feed = $1 AND status = 'parked' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [feed, after ?? null, limit],
  );
  return rows.map(({ delivery_id, parked_at, ...row }) => ({
    ...row,
    receipt: delivery_id,
    parkedAt: instantOf(parked_at.getTime()),
  }));
}

export type ParkedReason = Readonly<{ code: string; count: number }>;

/** Reasons for which records of a feed are parked, the most frequent first. */
export async function parkedReasons(pool: Pool, feed: FeedId): Promise<readonly ParkedReason[]> {
  const { rows } = await pool.query<{ code: string; n: string }>(
    `SELECT code, count(*) AS n FROM intake.parked WHERE feed = $1 AND status = 'parked'
     GROUP BY code ORDER BY n DESC, code`,
    [feed],
  );
  return rows.map(({ code, n }) => ({ code, count: Number(n) }));
}

/** What is deleted by age goes by the database's clock: one of ours that runs ahead must not take what is young. */
export async function databaseNow(pool: Pool): Promise<Instant> {
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return instantOf(rows[0]?.now.getTime() ?? 0);
}

/** Bytes as they came, of deliveries received before: gone. Returns of how many. */
export async function dropRaw(pool: Pool, before: Instant): Promise<number> {
  const { rowCount } = await pool.query(
    `WITH old AS (UPDATE intake.deliveries SET raw_held = false
        WHERE received_at < $1 AND raw_held AND status IN ('done', 'failed') RETURNING id),
      bytes AS (DELETE FROM intake.raw USING old WHERE delivery_id = old.id),
      parts AS (UPDATE intake.parked SET sealed = NULL FROM old WHERE delivery_id = old.id AND sealed IS NOT NULL)
     SELECT id FROM old`,
    [before],
  );
  return rowCount ?? 0;
}
