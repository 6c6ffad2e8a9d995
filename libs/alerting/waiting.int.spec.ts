import { inTransaction } from '@tributary/event-store';
import { alertStream, plusDays, plusMillis, type RoleCode, type StreamId } from '@tributary/kernel';
import type { DirectoryDocument } from '@tributary/directory';
import { activeSlot } from '@tributary/runtime';
import type { Person } from './index';
import { afterSilence } from './listen';
import { feedRules } from './rules';
import {
  LIMIT,
  TODAY,
  alerts,
  all,
  clocksFire,
  directory,
  ids,
  mine,
  optionsWith,
  settled,
  t,
  useHouse,
} from './alerting.fixture';
import { allocated, delivered, link, say, suspended } from './said.fixture';
import { FEED, document, dunmore, marlow, pemberly, tennant } from './people.fixture';

jest.setTimeout(60_000);
useHouse();

describe('whoever has an alert', () => {
  beforeEach(async () => {
    await link(ids.council);
    await link(ids.school);
    await allocated();
    await say(ids.council, {
      type: 'social-care.looked-after-started',
      item: 'lac/1',
      data: { startDate: '2026-01-05' },
    });
    await suspended();
    await settled();
  });
  const idOf = async (person: Person): Promise<string> => (await mine(person))[0]?.id ?? '';

  it('hands it on to somebody who holds that role, whose own line then comes next', async () => {
    const id = await idOf(marlow);
    await alerts.answer(marlow, id, { kind: 'reassign', to: dunmore });
    await settled();
    expect(await all()).toEqual(['p-marlow sees open', 'p-dunmore owns open', 'p-pemberly sees open']);
    await clocksFire();
    expect((await all()).filter((line) => line.includes('owns'))).toEqual(['p-tennant owns open']);
  });

  it('cannot hand it to somebody who does not hold that role there', async () => {
    const nobody = { ...tennant, role: 'auditor' as RoleCode };
    const answer = alerts.answer(marlow, await idOf(marlow), { kind: 'reassign', to: nobody });
    await expect(answer).rejects.toMatchObject({ code: 'alert-not-to-them' });
  });

  it('says that it is wrong, informed or not, and it stays with its owner', async () => {
    const id = await idOf(pemberly);
    await alerts.answer(pemberly, id, { kind: 'challenge', note: 'He was not suspended.' });
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-pemberly sees open']);
    const types = (await t.store.load(alertStream(id as never))).map((one) => one.type);
    expect(types).toContain('alerting.alert-challenged');
    expect(await clocksFire()).toBe(1);
  });
});

it('a rule in shadow is counted and tells nobody', async () => {
  const authorities = document.authorities.map((authority) => ({ ...authority, liveRules: [] }));
  await directory.put({ ...document, authorities });
  await link(ids.council);
  await link(ids.school);
  await allocated();
  await suspended();
  await settled();
  expect(await all()).toEqual([]);
  expect(await clocksFire()).toBe(0);
  const slot = await activeSlot(t.db.events, 'alert-inbox');
  const { rows } = await t.db.events.query(`SELECT rule, status FROM ${slot}.alert_inbox`);
  expect(rows).toEqual([{ rule: 'child-with-social-worker-suspended', status: 'shadow' }]);
});

describe('a rule that waits', () => {
  const waits = async (): Promise<readonly string[]> => {
    const { rows } = await t.db.events.query<{ id: string }>(`SELECT id FROM store.timers WHERE kind = 'rule'`);
    return rows.map(({ id }) => id.split('/')[1] ?? '');
  };
  const waitingFor = (schoolDays: number): DirectoryDocument => ({
    ...document,
    authorities: document.authorities.map((authority) => ({
      ...authority,
      thresholds: { 'off-roll-no-school': { schoolDays } },
    })),
  });
  const left = (item: string) =>
    say(ids.school, {
      type: 'education.pupil-left',
      item,
      on: plusDays(TODAY, -6),
      data: { date: plusDays(TODAY, -6) },
    });
  beforeEach(async () => {
    await directory.put(waitingFor(30));
    await link(ids.school);
    await left('left/1');
    await settled();
  });

  it('looks again when its clock falls due, and tells then', async () => {
    expect(await waits()).toEqual(['off-roll-no-school']);
    await directory.put(waitingFor(1));
    await t.db.owner.query(`UPDATE store.timers SET due_at = date_trunc('milliseconds', clock_timestamp())`);
    expect(await clocksFire()).toBe(1);
    expect(await all()).toEqual(['p-duty owns open']);
  });

  it('takes its clock back when a late fact settles it', async () => {
    await say(ids.school, {
      type: 'education.pupil-enrolled',
      item: 'in/1',
      on: plusDays(TODAY, -2),
      data: { startDate: plusDays(TODAY, -2) },
    });
    await settled();
    expect(await waits()).toEqual([]);
    expect(await all()).toEqual([]);
  });
});

it('a silent feed is its manager’s, and nobody’s any more when it speaks', async () => {
  const feeds = document.feeds.map((feed) => ({ ...feed, rhythm: 'daily' }));
  await directory.put({ ...document, feeds });
  await delivered();
  await settled();
  const stream = `practice-${FEED}` as StreamId;
  const [last] = await t.store.loadMany([stream]);
  const [rule] = feedRules;
  if (!last || !rule) throw new Error('nothing to be silent');
  const later = { ...last, event: { ...last.event, knownFrom: plusMillis(last.event.knownFrom, 3 * 86_400_000) } };
  const options = optionsWith(LIMIT);
  await inTransaction(t.db.events, (tx) => afterSilence(rule, later, { append: t.store, store: t.store, tx }, options));
  await t.db.owner.query(`DELETE FROM store.timers WHERE kind = 'rule'`);
  await settled();
  const [alert] = await mine(dunmore);
  expect(alert).toMatchObject({ rule: 'feed-silent', child: null, feed: FEED, status: 'open' });
  await delivered();
  await settled();
  expect(await all()).toEqual(['p-dunmore owns closed resolved']);
});
