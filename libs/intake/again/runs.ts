import { inTransaction } from '@tributary/event-store';
import { type FeedId, type Tx, uuidv7 } from '@tributary/kernel';
import type { Pool } from 'pg';
import { DEAD } from '../storage/deliveries';
import { POSITION_HERE } from '../storage/group-rows';
import {
  hasEnded,
  noSuchRun,
  type OpenRun,
  type Run,
  type RunKind,
  type RunRow,
  runsAlready,
  toOpenRun,
  toRun,
} from './run';

/** The run was stopped, or another worker has it; nothing of this transaction stands. */
export class RunLost extends Error {
  constructor() {
    super('this redrive was stopped, or is in other hands');
  }
}

export type NewRun = Readonly<{
  feed: FeedId;
  kind: RunKind;
  code?: string;
  mapping?: number;
  startedBy: string;
  requeued: number;
}>;
export type Claim = Readonly<{ id: string; worker: number }>;
/** What one more part of a run came to; `reached` names the part where it is dealt with as a whole. */
export type Step = Readonly<{ reached?: string; accepted?: number; stillParked?: number }>;

const COLUMNS = `id, feed, kind, state, code, mapping, started_by, started_at, finished_at, total, done, accepted,
  still_parked, requeued, reached, until, position, problem`;
/** What there is to do when it starts: what comes later is another one's. */
const TO_DO: Readonly<Record<RunKind, string>> = {
  parked: `SELECT count(*) AS n, max(id::text) AS until FROM intake.parked
    WHERE feed = $2 AND status = 'parked' AND ($4::text IS NULL OR code = $4)`,
  mapping: `SELECT count(*) AS n, max(seq)::text AS until FROM intake.deliveries
    WHERE feed = $2 AND raw_held AND status = 'done' AND mapping IS DISTINCT FROM $5::int`,
};

/** Runs as they are kept: who started each, how far it has come, who works on it. One at a time for each feed. */
export class Runs {
  constructor(private readonly pool: Pool) {}

  /** Throws a Problem that names the other one where the feed has one that runs. */
  async start({ feed, kind, code, mapping, startedBy, requeued }: NewRun): Promise<Run> {
    const { rows } = await this.pool.query<RunRow>(
      `WITH todo AS (${TO_DO[kind]})
       INSERT INTO intake.redrives (id, feed, kind, code, mapping, started_by, requeued, total, until)
         SELECT $1, $2, $3, $4, $5, $6, $7, n, until FROM todo
       ON CONFLICT (feed) WHERE state = 'running' DO NOTHING RETURNING ${COLUMNS}`,
      [uuidv7(), feed, kind, code ?? null, mapping ?? null, startedBy, requeued],
    );
    return rows[0] ? toRun(rows[0]) : this.refused(feed);
  }

  /** How many held deliveries of a feed another version read. */
  async readBefore(feed: FeedId, version: number): Promise<number> {
    const { rows } = await this.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM intake.deliveries
       WHERE feed = $1 AND raw_held AND status = 'done' AND mapping IS DISTINCT FROM $2::int`,
      [feed, version],
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** Newest first. */
  async of(feed: FeedId, limit: number): Promise<readonly Run[]> {
    const { rows } = await this.pool.query<RunRow>(
      `SELECT ${COLUMNS} FROM intake.redrives WHERE feed = $1 ORDER BY id DESC LIMIT $2`,
      [feed, limit],
    );
    return rows.map(toRun);
  }

  async one(feed: FeedId, id: string): Promise<Run> {
    const { rows } = await this.pool.query<RunRow>(
      `SELECT ${COLUMNS} FROM intake.redrives WHERE feed = $1 AND id = $2`,
      [feed, id],
    );
    if (!rows[0]) throw noSuchRun();
    return toRun(rows[0]);
  }

  /** What was in hand is taken back; answers how far it came. One that has ended stays as it is. */
  async stop(feed: FeedId, id: string): Promise<Run> {
    await this.pool.query(
      `UPDATE intake.redrives SET state = 'stopped', worker = NULL WHERE feed = $1 AND id = $2 AND state = 'running'`,
      [feed, id],
    );
    return this.one(feed, id);
  }

  /** Goes on where it was stopped. */
  async resume(feed: FeedId, id: string): Promise<Run> {
    const { state } = await this.one(feed, id);
    if (state === 'done' || state === 'failed') throw hasEnded();
    const { rowCount } = await this.pool.query(
      `UPDATE intake.redrives r SET state = 'running' WHERE feed = $1 AND id = $2 AND state = 'stopped'
         AND NOT EXISTS (SELECT FROM intake.redrives o WHERE o.feed = r.feed AND o.state = 'running')`,
      [feed, id],
    );
    if (rowCount === 0 && state === 'stopped') return this.refused(feed);
    return this.one(feed, id);
  }

  /** One that nobody works on, or whose worker died, or that is this worker's; the one that waited longest. */
  async claim(worker: number, id?: string): Promise<OpenRun | undefined> {
    const { rows } = await this.pool.query<RunRow>(
      `UPDATE intake.redrives SET worker = $1, touched_at = clock_timestamp() WHERE id = (
         SELECT r.id FROM intake.redrives r
         WHERE r.state = 'running' AND (r.worker IS NULL OR r.worker = $1 OR ${DEAD('r')}) AND ($2::uuid IS NULL OR r.id = $2)
         ORDER BY r.touched_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [worker, id ?? null],
    );
    return rows[0] && toOpenRun(rows[0]);
  }

  /** Counts a part in the transaction that deals with it. Throws RunLost where the run is not this worker's any more. */
  async advance(tx: Tx, { id, worker }: Claim, { reached, accepted = 0, stillParked = 0 }: Step): Promise<void> {
    const { rowCount } = await tx.query(
      `UPDATE intake.redrives SET done = done + CASE WHEN $3::text IS NULL THEN 0 ELSE 1 END,
         reached = coalesce($3, reached), accepted = accepted + $4, still_parked = still_parked + $5,
         position = coalesce(${POSITION_HERE}, position)
       WHERE id = $1 AND worker = $2 AND state = 'running'`,
      [id, worker, reached ?? null, accepted, stillParked],
    );
    if (rowCount !== 1) throw new RunLost();
  }

  /** Counts a part in a transaction of its own. */
  async pass(claim: Claim, step: Step): Promise<void> {
    await inTransaction(this.pool, (tx) => this.advance(tx, claim, step));
  }

  /** `problem`: the code of what keeps anything more from coming of it. */
  async end({ id, worker }: Claim, problem?: string): Promise<void> {
    await this.pool.query(
      `UPDATE intake.redrives SET state = CASE WHEN $3::text IS NULL THEN 'done' ELSE 'failed' END, problem = $3,
         finished_at = clock_timestamp(), worker = NULL
       WHERE id = $1 AND worker = $2 AND state = 'running'`,
      [id, worker, problem ?? null],
    );
  }

  private async refused(feed: FeedId): Promise<never> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM intake.redrives WHERE feed = $1 AND state = 'running'`,
      [feed],
    );
    throw runsAlready(rows[0]?.id ?? '');
  }
}
