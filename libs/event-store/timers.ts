import { type Instant, instantOf, type StreamId, type Token, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { TimerRow } from './ports';

/** Sets a clock, or moves it where one with that id runs. */
export async function setTimer(timer: TimerRow, tx: Tx): Promise<void> {
  await tx.query(
    `INSERT INTO store.timers (id, due_at, stream_id, child_token, kind) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, stream_id = excluded.stream_id,
       child_token = excluded.child_token, kind = excluded.kind`,
    [timer.id, timer.dueAt, timer.streamId, timer.childToken ?? null, timer.kind],
  );
}

export async function cancelTimers(ids: readonly string[], tx: Tx): Promise<void> {
  await tx.query('DELETE FROM store.timers WHERE id = ANY($1)', [ids]);
}

/** Whether a clock with that id runs: it was set, and has neither fired nor been taken back. */
export async function timerRuns(id: string, tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT 1 FROM store.timers WHERE id = $1', [id]);
  return rowCount === 1;
}

type Row = { id: string; due_at: Date; stream_id: StreamId; child_token: Token | null; kind: string };

/** Clocks due by that time (default: the database's), earliest first. They stay until cancelled, with the event they became. */
export async function dueTimers(pool: Pool, limit: number, by?: Instant): Promise<readonly TimerRow[]> {
  const { rows } = await pool.query<Row>(
    `SELECT id, due_at, stream_id, replace(child_token::text, '-', '') AS child_token, kind
       FROM store.timers WHERE due_at <= COALESCE($2, clock_timestamp()) ORDER BY due_at, id LIMIT $1`,
    [limit, by ?? null],
  );
  return rows.map((row) => ({
    id: row.id,
    dueAt: instantOf(row.due_at.getTime()),
    streamId: row.stream_id,
    ...(row.child_token === null ? {} : { childToken: row.child_token }),
    kind: row.kind,
  }));
}
