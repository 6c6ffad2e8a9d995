import { FEED_START, type FeedPosition, type Instant, type StreamId } from '@tributary/kernel';
import { cancelTimers, dueTimers, inTransaction, lockCheckpoint, moveCheckpoint, readCheckpoint, setTimer } from '.';
import { testDatabase, type TestDatabase } from '../testing/postgres';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const at = (position: number): FeedPosition => ({ generation: 1, tx: 800, position });

describe('a checkpoint', () => {
  it('starts at the start of the feed and moves with the rows of its transaction', async () => {
    const key = { name: 'chronology', slot: 'read_a', partition: 3 };
    await inTransaction(db.events, async (tx) => {
      expect(await lockCheckpoint(tx, key)).toEqual(FEED_START);
      await moveCheckpoint(tx, key, FEED_START, at(5));
    });
    const failed = inTransaction(db.events, async (tx) => {
      await moveCheckpoint(tx, key, at(5), at(9));
      throw new Error('the rows failed');
    });
    await expect(failed).rejects.toThrow('the rows failed');
    await inTransaction(db.events, async (tx) => expect(await readCheckpoint(tx, key)).toEqual(at(5)));
  });

  it('is not moved by a consumer that lost its place', async () => {
    const key = { name: 'alerts', slot: 'none', partition: 0 };
    await inTransaction(db.events, async (tx) => {
      await lockCheckpoint(tx, key);
      await moveCheckpoint(tx, key, FEED_START, at(5));
    });
    const stale = inTransaction(db.events, (tx) => moveCheckpoint(tx, key, FEED_START, at(4)));
    await expect(stale).rejects.toMatchObject({ code: 'checkpoint-moved' });
  });
});

describe('timers', () => {
  const timer = (id: string, dueAt: string) => ({
    id,
    dueAt: dueAt as Instant,
    streamId: 'alert-1' as StreamId,
    kind: 'unacknowledged',
  });

  it('are due in their order, once their time has come, until they are cancelled', async () => {
    await inTransaction(db.events, async (tx) => {
      await setTimer(timer('b', '2026-01-02T00:00:00.000Z'), tx);
      await setTimer(timer('a', '2026-01-01T00:00:00.000Z'), tx);
      await setTimer(timer('moved', '2026-01-01T00:00:00.000Z'), tx);
      await setTimer(timer('moved', '2999-01-01T00:00:00.000Z'), tx);
    });
    expect(await dueTimers(db.events, 10)).toEqual([
      timer('a', '2026-01-01T00:00:00.000Z'),
      timer('b', '2026-01-02T00:00:00.000Z'),
    ]);
    expect((await dueTimers(db.events, 10, '2026-01-01T12:00:00.000Z' as Instant)).map((d) => d.id)).toEqual(['a']);
    await inTransaction(db.events, (tx) => cancelTimers(['a'], tx));
    expect((await dueTimers(db.events, 10)).map((d) => d.id)).toEqual(['b']);
  });
});
