import { type ChildId, type FeedId, type Instant, instantOf, type Tx } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { LetGo } from '../domain/guard';

type SlotOf = (projection: string) => Promise<Slot>;
/** How many events of a feed were erased and are not told of yet. */
export type Untold = Readonly<{ feed: FeedId; events: number }>;

/** Where the rounds stand, and over whom they go. */
export class HoldingBook {
  constructor(
    private readonly pool: Pool,
    private readonly slotOf: SlotOf,
  ) {}

  /** Children of whom something is held, in the order of their ids; with `at` those alone who are to be looked at by then. */
  async childrenAfter(after: ChildId | null, limit: number, at: Instant | null): Promise<readonly ChildId[]> {
    const slot = await this.slotOf('involvement');
    const { rows } = await this.pool.query<{ child_id: ChildId }>(
      `SELECT DISTINCT i.child_id FROM ${slot}.involvement i LEFT JOIN holding.looks l USING (child_id)
        WHERE ($1::uuid IS NULL OR i.child_id > $1) AND ($2::timestamptz IS NULL OR l.look_at IS NULL OR l.look_at <= $2)
        ORDER BY i.child_id LIMIT $3`,
      [after, at, limit],
    );
    return rows.map(({ child_id }) => child_id);
  }

  async lookAgain(looks: ReadonlyMap<ChildId, Instant>): Promise<void> {
    await this.pool.query(
      `INSERT INTO holding.looks (child_id, look_at) SELECT * FROM unnest($1::uuid[], $2::timestamptz[])
       ON CONFLICT (child_id) DO UPDATE SET look_at = excluded.look_at`,
      [[...looks.keys()], [...looks.values()]],
    );
  }

  /** Events that stand, by feed. */
  async standing(): Promise<ReadonlyMap<FeedId, number>> {
    const slot = await this.slotOf('chronology');
    const { rows } = await this.pool.query<{ feed: FeedId; n: number }>(
      `SELECT feed, count(*)::int AS n FROM ${slot}.chronology GROUP BY feed`,
    );
    return new Map(rows.map(({ feed, n }) => [feed, n]));
  }

  async lastRound(): Promise<Instant | null> {
    const { rows } = await this.pool.query<{ ended_at: Date }>('SELECT ended_at FROM holding.rounds');
    return rows[0] ? instantOf(rows[0].ended_at.getTime()) : null;
  }

  async ended(at: Instant): Promise<void> {
    await this.pool.query(
      `INSERT INTO holding.rounds (ended_at) VALUES ($1) ON CONFLICT (one) DO UPDATE SET ended_at = excluded.ended_at`,
      [at],
    );
  }

  /** What people let go, by feed. */
  async letGo(): Promise<ReadonlyMap<FeedId, LetGo>> {
    const { rows } = await this.pool.query<{ feed: FeedId; due_by: Date; events: number }>(
      'SELECT feed, due_by, events FROM holding.let_go',
    );
    return new Map(rows.map(({ feed, due_by, events }) => [feed, { dueBy: instantOf(due_by.getTime()), events }]));
  }

  async letGoOf(feed: FeedId, { dueBy, events }: LetGo, tx: Tx): Promise<void> {
    await tx.query(
      `INSERT INTO holding.let_go (feed, due_by, events) VALUES ($1, $2, $3)
       ON CONFLICT (feed) DO UPDATE SET due_by = excluded.due_by, events = excluded.events`,
      [feed, dueBy, events],
    );
  }

  /** With the intent of the erasure, so that each is counted if it is carried out, and once. */
  async erased(tx: Tx, erasure: string, feeds: ReadonlyMap<FeedId, number>): Promise<void> {
    await tx.query(
      `INSERT INTO holding.erased (erasure, feed, events) SELECT $1, * FROM unnest($2::text[], $3::int[])`,
      [erasure, [...feeds.keys()], [...feeds.values()]],
    );
  }

  async untold(): Promise<readonly Untold[]> {
    const { rows } = await this.pool.query<Untold>(
      `SELECT feed, sum(events)::int AS events FROM holding.erased JOIN store.erasures ON id = erasure
        WHERE NOT told AND done GROUP BY feed ORDER BY feed`,
    );
    return rows;
  }

  /** Throws where it was told meanwhile: what was to be written with it is not. */
  async told({ feed, events }: Untold, tx: Tx): Promise<void> {
    const { rows } = await tx.query<{ events: number }>(
      `UPDATE holding.erased SET told = true FROM store.erasures
        WHERE id = erasure AND feed = $1 AND NOT told AND done RETURNING events`,
      [feed],
    );
    if (rows.reduce((sum, row) => sum + row.events, 0) !== events) throw new Error('told by another process meanwhile');
  }
}
