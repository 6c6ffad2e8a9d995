import { inTransaction } from '@tributary/event-store';
import { londonDate, plusDays, plusMillis, type Recorded, type StreamId } from '@tributary/kernel';
import { all, LIMIT, mine, optionsWith, settled, t, useHouse } from './alerting.fixture';
import { afterSilence } from './listen';
import { dunmore, FEED } from './people.fixture';
import { feedRules } from './rules';
import { delivered } from './said.fixture';
import { FeedDays } from './storage/feed-days';

jest.setTimeout(60_000);
useHouse();

const STREAM = `practice-${FEED}` as StreamId;
const EVERY_HOUR = 2 ** 24 - 1;
const waiting = async (): Promise<number> =>
  (await t.db.events.query(`SELECT FROM store.timers WHERE kind = 'rule'`)).rowCount ?? 0;

/** The feed, which declares no rhythm, was heard in every hour of so many days before its first delivery here. */
async function heard(days: number): Promise<Recorded> {
  await delivered();
  await settled();
  const [last] = await t.store.loadMany([STREAM]);
  if (!last) throw new Error('nothing was delivered');
  const today = londonDate(last.event.knownFrom);
  await t.db.events.query(
    `INSERT INTO alerting.feed_days SELECT $1, $2::date - n, $3, 0 FROM generate_series(1, $4) n`,
    [FEED, today, EVERY_HOUR, days],
  );
  return last;
}

/** Its clock falls due so many days after the delivery. */
async function clockAfter(last: Recorded, days: number): Promise<void> {
  const [rule] = feedRules;
  if (!rule) throw new Error('no rule about feeds');
  const later = { ...last, event: { ...last.event, knownFrom: plusMillis(last.event.knownFrom, days * 86_400_000) } };
  const io = { append: t.store, store: t.store };
  await inTransaction(t.db.events, (tx) => afterSilence(rule, later, { ...io, tx }, optionsWith(LIMIT)));
  await t.db.owner.query(`DELETE FROM store.timers WHERE kind = 'rule'`);
  await settled();
}

it('a feed that declares no rhythm and is still against its habit is its manager’s, until it speaks', async () => {
  const last = await heard(84);
  await clockAfter(last, 20);
  expect(await mine(dunmore)).toMatchObject([{ rule: 'feed-silent', feed: FEED, status: 'open' }]);
  await delivered();
  await settled();
  expect(await all()).toEqual(['p-dunmore owns closed resolved']);
});

it('has no habit in its first weeks: no clock is set, and nobody told', async () => {
  const last = await heard(20);
  await clockAfter(last, 20);
  await delivered();
  await settled();
  expect([await waiting(), await all()]).toEqual([0, []]);
});

it('is heard once for each hour of a day, however often it delivers and the rule is told of it', async () => {
  const last = await heard(1);
  await delivered();
  await settled();
  const today = londonDate(last.event.knownFrom);
  const days = (await new FeedDays(t.db.events).of([FEED], plusDays(today, 1))).get(FEED) ?? [];
  expect(days.map(({ day }) => day)).toContain(today);
  expect(days.every(({ hours, first }) => hours > 0 && hours <= EVERY_HOUR && first < 24 * 60)).toBe(true);
});
