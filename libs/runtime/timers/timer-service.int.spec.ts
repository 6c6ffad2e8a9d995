import { alertStream, type AlertId, type Instant, type StreamId, uuidv7 } from '@tributary/kernel';
import { testClock } from '../../testing/clock';
import { aChild, anEvent, testStore, type TestStore } from '../../testing/store';
import { silentLogger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import { TimerService } from './timer-service';

jest.setTimeout(60_000);

const NOON = '2026-03-02T12:00:00.000Z' as Instant;
const clock = testClock('2026-03-02T11:00:00Z');
let t: TestStore;
beforeAll(async () => {
  t = await testStore([], { clock });
});
afterAll(() => t.close());

const service = (store: TestStore['store'] = t.store): TimerService =>
  new TimerService({ pool: t.db.events, store, logger: silentLogger, metrics: new Metrics() });

const child = aChild();
async function anAlert(): Promise<StreamId> {
  const stream = alertStream(uuidv7() as AlertId);
  await t.store.append({ streams: [stream] }, () => ({
    events: [anEvent(stream, { type: 'alerting.alert-raised', childId: child })],
  }));
  return stream;
}
const set = async (id: string, streamId: StreamId, dueAt: Instant = NOON): Promise<void> =>
  t.store.setTimer({ id, dueAt, streamId, kind: 'acknowledge' }, t.db.events);
const fired = async (stream: StreamId) => (await t.store.load(stream)).filter(({ type }) => type === 'clock.fell-due');
const timers = async (): Promise<number> => (await t.db.events.query('SELECT FROM store.timers')).rowCount ?? 0;

beforeEach(async () => {
  await t.db.events.query('DELETE FROM store.timers');
  clock.set('2026-03-02T11:00:00.000Z' as Instant);
});

describe('a timer', () => {
  it('fires when it is due and not before, as an event of its stream and child', async () => {
    const stream = await anAlert();
    await set('early', stream);
    expect(await service().fireDue()).toBe(0);
    clock.set(NOON);
    expect(await service().fireDue()).toBe(1);
    expect(await fired(stream)).toMatchObject([
      {
        childId: child,
        data: { timerId: 'early', kind: 'acknowledge', dueAt: NOON },
        occurred: { at: NOON },
        source: { system: 'hub' },
      },
    ]);
    expect(await timers()).toBe(0);
  });

  it('fires once where two services race, and once where it is set again by a repeat', async () => {
    clock.set(NOON);
    const streams = await Promise.all(Array.from({ length: 20 }, anAlert));
    await Promise.all(streams.map((stream) => set(stream, stream)));
    const other = await t.another();
    const counts = await Promise.all([service().fireDue(), service(other).fireDue(), service().fireDue()]);
    expect(counts.reduce((sum, n) => sum + n)).toBe(20);
    await Promise.all(streams.map((stream) => set(stream, stream)));
    expect(await service().fireDue()).toBe(0);
    expect(await timers()).toBe(0);
    for (const stream of streams) expect(await fired(stream)).toHaveLength(1);
  });

  it('fires once where the lock that keeps services apart is of no use', async () => {
    clock.set(NOON);
    const streams = await Promise.all(Array.from({ length: 10 }, anAlert));
    await Promise.all(streams.map((stream) => set(stream, stream)));
    const unlocked = (): TimerService => {
      const one = service();
      const raw = one as unknown as { fireAll(): Promise<number> };
      return Object.assign(one, { fireDue: () => raw.fireAll() });
    };
    const counts = await Promise.all([unlocked().fireDue(), unlocked().fireDue(), unlocked().fireDue()]);
    expect(counts.reduce((sum, n) => sum + n)).toBe(10);
    for (const stream of streams) expect(await fired(stream)).toHaveLength(1);
  });

  it('recalled or moved at the last moment does not fire', async () => {
    clock.set(NOON);
    const [recalled, moved] = [await anAlert(), await anAlert()];
    const late = '2026-03-02T15:00:00.000Z' as Instant;
    const meddling = {
      append: t.store.append.bind(t.store),
      load: t.store.load.bind(t.store),
      loadMany: t.store.loadMany.bind(t.store),
      dueTimers: async (limit: number) => {
        const due = await t.store.dueTimers(limit);
        await t.store.cancelTimer('recalled', t.db.events);
        await set('moved', moved, late);
        return due;
      },
    };
    await set('recalled', recalled);
    await set('moved', moved);
    const timer = new TimerService({
      pool: t.db.events,
      store: meddling,
      logger: silentLogger,
      metrics: new Metrics(),
    });
    expect(await timer.fireDue()).toBe(0);
    expect([...(await fired(recalled)), ...(await fired(moved))]).toEqual([]);
    expect(await timers()).toBe(1);
  });

  it('fires on a stream whose newest event was erased', async () => {
    clock.set(NOON);
    const stream = await anAlert();
    await t.store.eraseOne(stream, 1, 'rectification');
    await set('after-erasure', stream);
    expect(await service().fireDue()).toBe(1);
  });

  it('that cannot fire keeps no other from firing', async () => {
    clock.set(NOON);
    const [bad, good] = [await anAlert(), await anAlert()];
    await set('a-bad', bad, '2026-03-02T10:00:00.000Z' as Instant);
    await set('b-good', good);
    const picky = {
      load: t.store.load.bind(t.store),
      loadMany: t.store.loadMany.bind(t.store),
      dueTimers: t.store.dueTimers.bind(t.store),
      append: async (...args: Parameters<typeof t.store.append>) => {
        if (args[0].streams.includes(bad)) throw new TypeError('no');
        return t.store.append(...args);
      },
    };
    const timer = new TimerService({ pool: t.db.events, store: picky, logger: silentLogger, metrics: new Metrics() });
    expect(await timer.fireDue()).toBe(1);
    expect(await fired(good)).toHaveLength(1);
    expect(await timers()).toBe(1);
  });
});
