import { randomBytes } from 'node:crypto';
import { type FeedId, uuidv7 } from '@tributary/kernel';
import type { Pool } from 'pg';
import { IN_FORCE_NOW } from '../mapping/mappings';
import type { ProblemDocument } from '../domain/receipt';
import {
  type Arrived,
  type ArrivalRow,
  type Content,
  fresh,
  identifying,
  keyReused,
  type NewDelivery,
  onRepeatedKey,
} from './arrival';
import { COLUMNS, type Delivery, type DeliveryRow, toDelivery } from './tables';

/** So long the same bytes are a sender's second try. After it they are a feed's word that nothing has changed. */
const SECOND_TRY = '6 hours';
/** An earlier delivery that this one repeats: same key, or shortly after it the same bytes as the feed's newest. */
const same = (receivedAt: `$${number}`): string => `same AS (
  (SELECT id FROM intake.deliveries WHERE feed = $2 AND delivery_key = $3)
  UNION ALL
  (SELECT n.id FROM (SELECT id, bytes_hash, status, received_at FROM intake.deliveries
      WHERE feed = $2 AND status <> 'arriving' AND id <> $1 ORDER BY seq DESC LIMIT 1) n
    WHERE n.bytes_hash = $4 AND n.status <> 'failed'
      AND n.received_at > ${receivedAt}::timestamptz - interval '${SECOND_TRY}')
  LIMIT 1)`;
const WAITS = `EXISTS (SELECT FROM intake.deliveries
  WHERE feed = $2 AND queued AND status IN ('received', 'processing') AND id <> $1)`;
/** Number of the class of advisory locks by which a running intake shows that it runs. */
export const WORKER_LOCKS = 20_261_131;
/** That the worker of a row runs no more, as a condition. */
export const DEAD = (row: string): string => `NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory'
  AND l.classid = ${WORKER_LOCKS} AND l.objid = ${row}.worker::oid AND l.granted)`;

/** As much as a piece of a delivery: random, so that it is not compressed into a free corner. */
const PROBE_BYTES = 256 * 1024;

export class Deliveries {
  constructor(private readonly pool: Pool) {}

  async byId(id: string): Promise<Delivery | undefined> {
    return this.one(`SELECT ${COLUMNS} FROM intake.deliveries d WHERE d.id = $1`, [id]);
  }

  /** A small delivery with all its sealed bytes, in one statement; or the one that it repeats. */
  async insertWhole(given: NewDelivery, content: Content, sealed: Buffer): Promise<Arrived> {
    const { rows } = await this.pool.query<ArrivalRow>(
      `WITH ${same('$8')}, fresh AS (
         INSERT INTO intake.deliveries (id, feed, delivery_key, bytes_hash, size, agency, media_type, received_at,
             backfill, worker, status, queued)
           SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN w.waits THEN 'received' ELSE 'processing' END, w.waits
           FROM (SELECT ${WAITS} AS waits) w WHERE NOT EXISTS (SELECT FROM same)
         ON CONFLICT (feed, delivery_key) WHERE delivery_key IS NOT NULL DO NOTHING
         RETURNING id, seq, queued),
       raw AS (INSERT INTO intake.raw (delivery_id, seq, sealed) SELECT id, 0, $11 FROM fresh)
       SELECT (SELECT seq FROM fresh) AS seq, (SELECT id FROM same) AS same,
              coalesce((SELECT queued FROM fresh), false) AS waits`,
      [
        ...identifying(given, content),
        content.size,
        given.agency,
        given.mediaType,
        given.receivedAt,
        given.backfill,
        given.worker,
        sealed,
      ],
    );
    const row = rows[0];
    if (!row?.seq) return this.repeatOf(given.feed, content, row?.same ?? null);
    return { delivery: fresh(given, content, Number(row.seq), row.waits), repeated: false, waits: row.waits };
  }

  /** A delivery whose bytes are still coming. */
  async begin(given: NewDelivery): Promise<void> {
    await this.pool.query(
      `INSERT INTO intake.deliveries (id, feed, agency, media_type, received_at, backfill, worker, status, queued)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'arriving', true)`,
      [given.id, given.feed, given.agency, given.mediaType, given.receivedAt, given.backfill, given.worker],
    );
  }

  async addRaw(id: string, seq: number, sealed: Buffer): Promise<void> {
    await this.pool.query('INSERT INTO intake.raw (delivery_id, seq, sealed) VALUES ($1, $2, $3)', [id, seq, sealed]);
  }

  /** The last byte is there: into the feed's queue, or away where it repeats another. */
  async arrive(given: NewDelivery, content: Content): Promise<Arrived> {
    const { rows } = await this.pool
      .query<ArrivalRow>(
        `WITH ${same('$6')}, arrived AS (
           UPDATE intake.deliveries SET status = 'received', delivery_key = $3, bytes_hash = $4, size = $5,
               received_at = $6, seq = nextval('intake.arrivals')
             WHERE id = $1 AND status = 'arriving' AND NOT EXISTS (SELECT FROM same) RETURNING seq)
         SELECT (SELECT seq FROM arrived) AS seq, (SELECT id FROM same) AS same, true AS waits`,
        [...identifying(given, content), content.size, given.receivedAt],
      )
      .catch(onRepeatedKey);
    const row = rows[0];
    if (row?.seq) {
      return { delivery: fresh(given, content, Number(row.seq), true), repeated: false, waits: true };
    }
    await this.abandon(given.id);
    return this.repeatOf(given.feed, content, row?.same ?? null);
  }

  /** The bytes of an arriving delivery stopped coming, or were not wanted: nothing of it stays. */
  async abandon(id: string): Promise<void> {
    await this.pool.query(
      `WITH gone AS (DELETE FROM intake.deliveries WHERE id = $1 AND status = 'arriving' RETURNING id)
       DELETE FROM intake.raw USING gone WHERE delivery_id = gone.id`,
      [id],
    );
  }

  /** Removes what a killed intake was still receiving: its sender got no answer and sends again. */
  async dropCutArrivals(): Promise<void> {
    await this.pool.query(
      `WITH gone AS (DELETE FROM intake.deliveries d WHERE d.status = 'arriving' AND ${DEAD('d')} RETURNING id)
       DELETE FROM intake.raw USING gone WHERE delivery_id = gone.id`,
    );
  }

  /**
   * The next delivery that waits for a worker or was left by a dead one; never before an older one of its feed is
   * finished, so that a feed's deliveries keep their order.
   */
  async claim(worker: number): Promise<Delivery | undefined> {
    return this.one(
      `UPDATE intake.deliveries d SET worker = $1, status = 'processing', queued = true, tries = d.tries + 1
       WHERE d.id = (
         SELECT o.id FROM intake.deliveries o
         WHERE ((o.status = 'received' AND o.queued) OR (o.status IN ('received', 'processing') AND ${DEAD('o')}))
           AND NOT EXISTS (SELECT FROM intake.deliveries e
             WHERE e.feed = o.feed AND e.seq < o.seq AND e.status IN ('received', 'processing'))
         ORDER BY o.seq LIMIT 1 FOR UPDATE OF o SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [worker],
    );
  }

  /** Gives a delivery back to the queue, or counts it as failed where it was taken up too often. */
  async release(id: string, worker: number, most: { tries: number; problem: ProblemDocument }): Promise<void> {
    await this.pool.query(
      `UPDATE intake.deliveries SET queued = true,
           status = CASE WHEN tries >= $3 THEN 'failed' ELSE 'received' END,
           problem = CASE WHEN tries >= $3 THEN $4::jsonb END,
           finished_at = CASE WHEN tries >= $3 THEN clock_timestamp() END
         WHERE id = $1 AND worker = $2 AND status = 'processing'`,
      [id, worker, most.tries, JSON.stringify(most.problem)],
    );
  }

  async fail(id: string, worker: number, problem: ProblemDocument): Promise<void> {
    await this.pool.query(
      `UPDATE intake.deliveries SET status = 'failed', problem = $3, finished_at = clock_timestamp()
       WHERE id = $1 AND worker = $2 AND status IN ('received', 'processing')`,
      [id, worker, JSON.stringify(problem)],
    );
  }

  /**
   * Failed ones of a feed whose bytes are still held go back into the queue, to be read by the mapping in force now if
   * nothing of them was taken in; returns how many.
   */
  async requeueFailed(feed: FeedId, id?: string): Promise<number> {
    const { rowCount } = await this.pool.query(
      `UPDATE intake.deliveries SET status = 'received', queued = true, tries = 0, problem = NULL, finished_at = NULL,
         mapping = CASE WHEN parsed_done = 0 THEN ${IN_FORCE_NOW} ELSE mapping END
       WHERE feed = $1 AND status = 'failed' AND raw_held AND ($2::uuid IS NULL OR id = $2)`,
      [feed, id ?? null],
    );
    return rowCount ?? 0;
  }

  /** Throws what keeps a delivery from being made durable: writes what needs new pages, and takes it back. */
  async requireRoom(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('INSERT INTO intake.raw (delivery_id, seq, sealed) VALUES ($1, 0, $2)', [
        uuidv7(),
        randomBytes(PROBE_BYTES),
      ]);
    } finally {
      // Closed with its transaction open: the server takes back what was written.
      client.release(true);
    }
  }

  /** Anything in the queue, or in another worker's hands. */
  async open(): Promise<number> {
    const { rows } = await this.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM intake.deliveries WHERE status IN ('received', 'processing')`,
    );
    return Number(rows[0]?.n ?? 0);
  }

  private async one(sql: string, values: unknown[]): Promise<Delivery | undefined> {
    const { rows } = await this.pool.query<DeliveryRow>(sql, values);
    return rows[0] && toDelivery(rows[0]);
  }

  private async repeatOf(feed: FeedId, content: Content, id: string | null): Promise<Arrived> {
    const same = id
      ? await this.byId(id)
      : await this.one(`SELECT ${COLUMNS} FROM intake.deliveries d WHERE d.feed = $1 AND d.delivery_key = $2`, [
          feed,
          content.key,
        ]);
    if (!same) throw new Error('the delivery that this one repeats is gone');
    if (same.bytesHash !== content.bytesHash) throw keyReused();
    return { delivery: same, repeated: true, waits: false };
  }
}
