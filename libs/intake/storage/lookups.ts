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

export type FeedActivity = Readonly<{
  deliveries: number;
  lastSeen?: Instant;
  /** Deliveries of the last day. */
  perDay: number;
  /** Taken in and not dealt with. */
  waiting: number;
  oldestWaiting?: Instant;
  parked: number;
  failed: number;
  newest?: Delivery;
}>;

type ActivityRow = {
  feed: FeedId;
  deliveries: string;
  last_seen: Date | null;
  per_day: string;
  waiting: string;
  oldest: Date | null;
  failed: string;
  parked: string;
};

export async function feedActivity(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, FeedActivity>> {
  const { rows } = await pool.query<ActivityRow>(
    `SELECT f.feed, count(d.id) AS deliveries, max(d.received_at) AS last_seen,
        count(d.id) FILTER (WHERE d.received_at > now() - interval '1 day') AS per_day,
        count(d.id) FILTER (WHERE d.status IN ('received', 'processing')) AS waiting,
        min(d.received_at) FILTER (WHERE d.status IN ('received', 'processing')) AS oldest,
        count(d.id) FILTER (WHERE d.status = 'failed') AS failed,
        (SELECT count(*) FROM intake.parked p WHERE p.feed = f.feed AND p.status = 'parked') AS parked
     FROM unnest($1::text[]) AS f (feed) LEFT JOIN intake.deliveries d ON d.feed = f.feed AND d.status <> 'arriving'
     GROUP BY f.feed`,
    [feeds],
  );
  const newest = await newestDone(pool, feeds);
  return new Map(rows.map((row) => [row.feed, toActivity(row, newest.get(row.feed))]));
}

async function newestDone(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, Delivery>> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT ${COLUMNS} FROM unnest($1::text[]) AS f (feed) CROSS JOIN LATERAL (
       SELECT * FROM intake.deliveries n WHERE n.feed = f.feed AND n.status = 'done' ORDER BY n.seq DESC LIMIT 1) d`,
    [feeds],
  );
  return new Map(rows.map((row) => [row.feed, toDelivery(row)]));
}

const toActivity = (row: ActivityRow, newest: Delivery | undefined): FeedActivity => ({
  deliveries: Number(row.deliveries),
  ...(row.last_seen ? { lastSeen: instantOf(row.last_seen.getTime()) } : {}),
  perDay: Number(row.per_day),
  waiting: Number(row.waiting),
  ...(row.oldest ? { oldestWaiting: instantOf(row.oldest.getTime()) } : {}),
  parked: Number(row.parked),
  failed: Number(row.failed),
  ...(newest ? { newest } : {}),
});

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

/** Bytes as they came, of deliveries received before: gone. Returns of how many. */
/** What is deleted by age goes by the database's clock: one of ours that runs ahead must not take what is young. */
export async function databaseNow(pool: Pool): Promise<Instant> {
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return instantOf(rows[0]?.now.getTime() ?? 0);
}

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
