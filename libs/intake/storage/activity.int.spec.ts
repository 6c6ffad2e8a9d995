import type { FeedId } from '@tributary/kernel';
import type { Pool } from 'pg';
import { testDatabase, type TestDatabase } from '../../testing/postgres';
import { feedActivity } from './activity';
import { intakeMigrations } from './migrations';

const FEED = 'ash-lane-attendance' as FeedId;

let db: TestDatabase;
beforeEach(async () => (db = await testDatabase(intakeMigrations)));
afterEach(() => db.close());

type Kept = Readonly<{ count: number; daysAgo: number; status?: string; backfill?: boolean }>;

/** So many deliveries on one day, a second apart; each stated three things and parked one. */
async function keep({ count, daysAgo, status = 'done', backfill = false }: Kept): Promise<void> {
  await db.owner.query(
    `INSERT INTO intake.deliveries (id, feed, agency, media_type, received_at, worker, status, backfill, counts)
     SELECT gen_random_uuid(), $1, 'ash-lane-primary', 'text/csv',
            now() - $2 * interval '1 day' - n * interval '1 second', 1, $3, $4,
            '{"accepted": 2, "duplicate": 1, "retracted": 0, "parked": 1}'
       FROM generate_series(1, $5) n`,
    [FEED, daysAgo, status, backfill, count],
  );
}

/** Pages of the database that a look at the feeds touches. */
async function pagesTouched(): Promise<number> {
  const pages: number[] = [];
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    const { rows } = await db.owner.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      values,
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    pages.push((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0));
    return db.events.query(text, values);
  };
  await feedActivity({ query } as unknown as Pool, [FEED]);
  return pages.reduce((sum, one) => sum + one, 0);
}

describe('how a feed does', () => {
  it('is counted over an hour, a day and a week, and what is open or failed over all', async () => {
    await keep({ count: 4, daysAgo: 0 });
    await keep({ count: 3, daysAgo: 0.5 });
    await keep({ count: 2, daysAgo: 3, status: 'failed' });
    await keep({ count: 5, daysAgo: 40, status: 'failed' });
    await keep({ count: 1, daysAgo: 30, status: 'received' });
    await keep({ count: 9, daysAgo: 0, status: 'arriving' });
    const found = (await feedActivity(db.events, [FEED])).get(FEED);
    expect(found).toMatchObject({ perHour: 4, perDay: 7, week: { stated: 36, parked: 9 }, waiting: 1, failed: 7 });
    expect(Date.parse(found?.oldestWaiting ?? '')).toBeLessThan(Date.now() - 29 * 86_400_000);
  });

  it('was last seen by anything, and had news last by what is neither history nor undone', async () => {
    await keep({ count: 1, daysAgo: 9 });
    await keep({ count: 1, daysAgo: 4, backfill: true });
    await keep({ count: 1, daysAgo: 2, status: 'failed' });
    const { lastSeen, lastNews } = (await feedActivity(db.events, [FEED])).get(FEED) ?? {};
    const daysAgo = (at = ''): number => Math.floor((Date.now() - Date.parse(at)) / 86_400_000);
    expect([daysAgo(lastSeen), daysAgo(lastNews)]).toEqual([2, 9]);
  });

  it('costs no more with a long history than with a short one', async () => {
    await keep({ count: 200, daysAgo: 1 });
    await keep({ count: 200, daysAgo: 100, backfill: true });
    await db.owner.query('ANALYZE intake.deliveries');
    const short = await pagesTouched();
    await keep({ count: 20_000, daysAgo: 200 });
    await keep({ count: 5_000, daysAgo: 300, backfill: true });
    await db.owner.query('ANALYZE intake.deliveries');
    expect(await pagesTouched()).toBeLessThan(2 * short);
  });
});
