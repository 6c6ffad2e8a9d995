import { type FeedId, type Instant, instantOf, plusMillis } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { ProblemDocument } from '../domain/receipt';

/** How the fetching of a feed stands. */
export type PullState = Readonly<{
  dueAt: Instant;
  /** When it last had all there was. */
  doneAt?: Instant;
  failingSince?: Instant;
  problem?: ProblemDocument;
}>;
/** One holder's time with one feed. */
export type Hold = Readonly<{ feed: FeedId; holder: string; failures: number }>;

/** A feed that is fetched, and how that stands. */
export type PulledFeed = PullState & Readonly<{ feed: FeedId }>;

/** Longer than a page can take, taken in and all. */
export const HELD_MS = 600_000;

type Row = {
  feed: FeedId;
  due_at: Date;
  done_at: Date | null;
  failing_since: Date | null;
  problem: ProblemDocument | null;
};
const COLUMNS = 'feed, due_at, done_at, failing_since, problem';

/** Who fetches what and when, over all processes. Times are the hub's clock's, as its caller read it. */
export class Pulls {
  constructor(private readonly pool: Pool) {}

  /** Undefined where it is not due, or another is at it. */
  async claim(feed: FeedId, holder: string, now: Instant): Promise<Hold | undefined> {
    const { rows } = await this.pool.query<{ failures: number }>(
      `INSERT INTO intake.pulls AS p (feed, due_at, holder, held_until, tried_at) VALUES ($1, $3, $2, $4, $3)
       ON CONFLICT (feed) DO UPDATE SET holder = $2, held_until = $4, tried_at = $3
         WHERE p.due_at <= $3 AND (p.holder IS NULL OR p.holder = $2 OR p.held_until <= $3)
       RETURNING failures`,
      [feed, holder, now, plusMillis(now, HELD_MS)],
    );
    const row = rows[0];
    return row && { feed, holder, failures: row.failures };
  }

  async state(feed: FeedId): Promise<PullState | undefined> {
    return (await pullStates(this.pool, [feed])).get(feed);
  }

  /** False where another has taken it over. */
  async keep({ feed, holder }: Hold, now: Instant): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE intake.pulls SET held_until = $3 WHERE feed = $1 AND holder = $2',
      [feed, holder, plusMillis(now, HELD_MS)],
    );
    return rowCount === 1;
  }

  async done({ feed, holder }: Hold, now: Instant, due: Instant): Promise<void> {
    await this.pool.query(
      `UPDATE intake.pulls SET holder = NULL, done_at = $3, due_at = $4, failures = 0, failing_since = NULL, problem = NULL
       WHERE feed = $1 AND holder = $2`,
      [feed, holder, now, due],
    );
  }

  async failed({ feed, holder }: Hold, at: Readonly<{ now: Instant; due: Instant }>, problem: ProblemDocument) {
    await this.pool.query(
      `UPDATE intake.pulls SET holder = NULL, due_at = $4, failures = failures + 1,
          failing_since = coalesce(failing_since, $3), problem = $5 WHERE feed = $1 AND holder = $2`,
      [feed, holder, at.now, at.due, JSON.stringify(problem)],
    );
  }

  /** Left where it is: another goes on at once. */
  async release({ feed, holder }: Hold): Promise<void> {
    await this.pool.query('UPDATE intake.pulls SET holder = NULL WHERE feed = $1 AND holder = $2', [feed, holder]);
  }
}

export async function pullStates(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, PullState>> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM intake.pulls WHERE feed = ANY ($1)`, [feeds]);
  return new Map(rows.map((row) => [row.feed, stateOf(row)]));
}

/** Those that could not be fetched the last time, the longest first. */
export async function failingPulls(pool: Pool): Promise<readonly PulledFeed[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM intake.pulls WHERE failing_since IS NOT NULL ORDER BY failing_since, feed`,
  );
  return rows.map((row) => ({ feed: row.feed, ...stateOf(row) }));
}

function stateOf({ due_at, done_at, failing_since, problem }: Row): PullState {
  return {
    dueAt: instantOf(due_at.getTime()),
    ...(done_at && { doneAt: instantOf(done_at.getTime()) }),
    ...(failing_since && { failingSince: instantOf(failing_since.getTime()) }),
    ...(problem && { problem }),
  };
}
