import { type FeedId, type Instant, instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';
import { addLags, type Lags, NO_LAGS } from '../domain/lag';
import { type PullState, pullStates } from './pulls';
import { COLUMNS, type Delivery, type DeliveryRow, toDelivery } from './tables';

/** How many of a feed's newest deliveries its lag is counted over. */
const LAG_OVER = 200;

export type FeedActivity = Readonly<{
  lastSeen?: Instant;
  /** Of news; history makes no feed fresh. */
  lastNews?: Instant;
  /** Deliveries of the last hour. */
  perHour: number;
  /** Deliveries of the last day. */
  perDay: number;
  /** What the deliveries of the last seven days stated, and how much of it could not be taken in. */
  week: Readonly<{ stated: number; parked: number }>;
  /** Taken in and not dealt with. */
  waiting: number;
  oldestWaiting?: Instant;
  parked: number;
  failed: number;
  newest?: Delivery;
  /** Of its newest deliveries. */
  lags: Lags;
  /** Where the hub fetches it. */
  pull?: PullState;
}>;

export const NO_ACTIVITY: FeedActivity = {
  ...{ perHour: 0, perDay: 0, waiting: 0, parked: 0, failed: 0 },
  week: { stated: 0, parked: 0 },
  lags: NO_LAGS,
};

type ActivityRow = {
  feed: FeedId;
  last_seen: Date | null;
  last_news: Date | null;
  per_hour: string;
  per_day: string;
  week_taken: string | null;
  week_parked: string | null;
  waiting: string;
  oldest: Date | null;
  failed: string;
  parked: string;
};

const sumOf = (...counts: readonly string[]): string =>
  `sum(${counts.map((name) => `coalesce((d.counts->>'${name}')::bigint, 0)`).join(' + ')})`;
const newestAt = (which: string): string =>
  `(SELECT d.received_at FROM intake.deliveries d WHERE d.feed = f.feed AND ${which}
     ORDER BY d.received_at DESC LIMIT 1)`;
const countOf = (table: string, which: string): string =>
  `(SELECT count(*) FROM intake.${table} t WHERE t.feed = f.feed AND ${which})`;

/** Each part is found by an index of its own and reads a week at most: a feed of years costs no more than a new one. */
export async function feedActivity(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, FeedActivity>> {
  const { rows } = await pool.query<ActivityRow>(
    `SELECT f.feed, week.*, open.*,
        ${newestAt(`d.status <> 'arriving'`)} AS last_seen,
        ${newestAt(`d.status = 'done' AND NOT d.backfill`)} AS last_news,
        ${countOf('deliveries', `t.status = 'failed'`)} AS failed,
        ${countOf('parked', `t.status = 'parked'`)} AS parked
     FROM unnest($1::text[]) AS f (feed)
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE d.received_at > now() - interval '1 hour') AS per_hour,
          count(*) FILTER (WHERE d.received_at > now() - interval '1 day') AS per_day,
          ${sumOf('accepted', 'retracted', 'duplicate')} AS week_taken, ${sumOf('parked')} AS week_parked
       FROM intake.deliveries d
       WHERE d.feed = f.feed AND d.received_at > now() - interval '7 days' AND d.status <> 'arriving') week
     CROSS JOIN LATERAL (
       SELECT count(*) AS waiting, min(d.received_at) AS oldest FROM intake.deliveries d
       WHERE d.feed = f.feed AND d.status IN ('received', 'processing')) open`,
    [feeds],
  );
  const [newest, lags, pulls] = await Promise.all([
    newestDone(pool, feeds),
    lagsOfFeeds(pool, feeds),
    pullStates(pool, feeds),
  ]);
  return new Map(
    rows.map(({ feed, ...row }) => {
      const pull = pulls.get(feed);
      const activity = toActivity(row, newest.get(feed), lags.get(feed) ?? NO_LAGS);
      return [feed, { ...activity, ...(pull && { pull }) }];
    }),
  );
}

async function newestDone(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, Delivery>> {
  const { rows } = await pool.query<DeliveryRow>(
    `SELECT ${COLUMNS} FROM unnest($1::text[]) AS f (feed) CROSS JOIN LATERAL (
       SELECT * FROM intake.deliveries n WHERE n.feed = f.feed AND n.status = 'done' ORDER BY n.seq DESC LIMIT 1) d`,
    [feeds],
  );
  return new Map(rows.map((row) => [row.feed, toDelivery(row)]));
}

async function lagsOfFeeds(pool: Pool, feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, Lags>> {
  const { rows } = await pool.query<{ feed: FeedId; lags: Lags }>(
    `SELECT f.feed, c.lags FROM unnest($1::text[]) AS f (feed) CROSS JOIN LATERAL (
       SELECT id FROM intake.deliveries n WHERE n.feed = f.feed AND NOT n.backfill ORDER BY n.seq DESC LIMIT ${LAG_OVER}) d
     JOIN intake.receipt_chunks c ON c.delivery_id = d.id WHERE c.lags IS NOT NULL`,
    [feeds],
  );
  const summed = new Map<FeedId, Lags>();
  for (const { feed, lags } of rows) summed.set(feed, addLags(summed.get(feed) ?? NO_LAGS, lags));
  return summed;
}

function toActivity(row: Omit<ActivityRow, 'feed'>, newest: Delivery | undefined, lags: Lags): FeedActivity {
  const parked = Number(row.week_parked ?? 0);
  return {
    ...(row.last_seen ? { lastSeen: instantOf(row.last_seen.getTime()) } : {}),
    ...(row.last_news ? { lastNews: instantOf(row.last_news.getTime()) } : {}),
    perHour: Number(row.per_hour),
    perDay: Number(row.per_day),
    week: { stated: Number(row.week_taken ?? 0) + parked, parked },
    waiting: Number(row.waiting),
    ...(row.oldest ? { oldestWaiting: instantOf(row.oldest.getTime()) } : {}),
    parked: Number(row.parked),
    failed: Number(row.failed),
    ...(newest ? { newest } : {}),
    lags,
  };
}
