import { accessMigrations, Agreements, DisclosureLedger, readAgreements } from '@tributary/access';
import { ChildReader } from '@tributary/chronology';
import { Directory, directoryMigrations } from '@tributary/directory';
import { type ChildId, instantOf, londonDate, type RecordId, uuidv7 } from '@tributary/kernel';
import {
  activeSlot,
  ConsumerLoop,
  Metrics,
  ProjectionConsumer,
  type Reactor,
  ReactorConsumer,
  runtimeMigrations,
  silentLogger,
  standingOf,
  TimerService,
} from '@tributary/runtime';
import { join } from 'node:path';
import { EmbeddedStream } from '@tributary/stream';
import { aChild, testStore, type TestStore } from '../testing/store';
import {
  alertingMigrations,
  alertingReactor,
  AlertsService,
  Inbox,
  inboxProjection,
  mailReactor,
  noticeReactor,
  reviewReactor,
  type Person,
  type ReactorOptions,
} from './index';
import { achterberg, marlow, tennant, halloran, duty, dunmore, pemberly, document } from './people.fixture';

/** At once: a clock that is set is due. */
export const LIMIT = 1;
export const TODAY = londonDate(instantOf(Date.now()));

export let t: TestStore;
export let directory: Directory;
let loop: ConsumerLoop;
let reactors: readonly Reactor[];
export let alerts: AlertsService;
export let child: ChildId;
/** Which children are brothers and sisters, as far as anybody may be told; a spec fills it. */
export let families: (readonly ChildId[])[];
export let ids: { council: RecordId; school: RecordId; harbour: RecordId };

/** A house of its own for each spec: a store, the rules running over it, an inbox for each person. */
export function useHouse(): void {
  beforeEach(async () => {
    t = await testStore([...runtimeMigrations, ...directoryMigrations, ...accessMigrations, ...alertingMigrations]);
    directory = new Directory({ pool: t.db.events, vault: t.vault });
    await directory.put(document);
    child = aChild();
    families = [];
    ids = { council: uuidv7() as RecordId, school: uuidv7() as RecordId, harbour: uuidv7() as RecordId };
    reactors = await reactorsWith(LIMIT);
    const slotOf = (name: string) => activeSlot(t.db.events, name);
    const inbox = new Inbox({ pool: t.db.events, slotOf });
    alerts = new AlertsService({
      inbox,
      store: t.store,
      directory,
      children: { refOf: async (agency, one) => `${agency}:${one}` },
      policy: {
        limits: { immediate: LIMIT, today: LIMIT, thisWeek: LIMIT },
        serviceHours: 'always',
        reopenWithinMs: 7 * 86_400_000,
        bundleWithinMs: 86_400_000,
      },
      hiddenFrom: async () => undefined,
      familiesAmong: (_person, among) => Promise.resolve(families.map((one) => one.filter((of) => among.includes(of)))),
      now: () => instantOf(Date.now()),
    });
    loop = await started();
  });
  afterEach(async () => {
    await loop.stop();
    await t.close();
  });
}

/** The agreements of Wexbourne. */
const AGREEMENTS = join(__dirname, '../../infra/demo/agreements');

async function reactorsWith(limit: number): Promise<readonly Reactor[]> {
  const options = optionsWith(limit);
  const agreements = new Agreements(await readAgreements(AGREEMENTS));
  const ledger = new DisclosureLedger(t.db.events);
  const notices = noticeReactor({ ...options, vault: t.vault, agreements, ledger });
  return [alertingReactor(options), notices, reviewReactor(options), mailReactor];
}

export function optionsWith(limit: number): ReactorOptions {
  const slotOf = (name: string) => activeSlot(t.db.events, name);
  const refOf = t.vault.ref.bind(t.vault);
  return {
    reader: new ChildReader({ pool: t.db.events, store: t.store, refOf, slotOf }),
    directory,
    vault: t.vault,
    policy: {
      statusLimitMs: 2 * 86_400_000,
      freshnessMs: 7 * 86_400_000,
      historyQuietMs: 1,
      limits: { immediate: limit, today: limit, thisWeek: limit },
      serviceHours: 'always',
    },
  };
}

async function started(): Promise<ConsumerLoop> {
  const { events: pool } = t.db;
  const { store } = t;
  const stream = new EmbeddedStream({ feed: store, partitions: 4, shuffleSeed: 7 });
  const retry = { tries: 2, firstPause: 1, lastPause: 20 };
  const run = new ConsumerLoop({
    group: 'spec',
    stream,
    store,
    db: pool,
    logger: silentLogger,
    metrics: new Metrics(),
    retry,
  });
  const { slot } = await standingOf(pool, inboxProjection);
  const partitionOf = () => 0;
  run.host(new ProjectionConsumer(inboxProjection, slot, { pool, store, partitionOf, onRefold: () => undefined }));
  for (const reactor of reactors) run.host(new ReactorConsumer(reactor, { pool, store }));
  await run.start();
  return run;
}

/** All that was appended is taken in, and all that was appended because of it. */
export async function settled(): Promise<void> {
  for (let before = -1, now = await newest(); before !== now; before = now, now = await newest()) {
    while ((await t.store.head()).position !== (await newest())) await loop.whenCaughtUp({ timeoutMs: 30_000 });
    await loop.whenCaughtUp({ timeoutMs: 30_000 });
  }
  expect(loop.problems()).toEqual([]);
}
/** The last in the order of the feed, where of two written at once the later may have the lower position. */
export async function newest(): Promise<number> {
  const { rows } = await t.db.events.query<{ n: string }>(
    'SELECT position AS n FROM store.events ORDER BY generation DESC, tx DESC, position DESC LIMIT 1',
  );
  return Number(rows[0]?.n ?? 0);
}
export const mine = async (person: Person) => (await alerts.mine(person, { limit: 50 })).alerts;
export const all = async (): Promise<string[]> => {
  const everybody = [marlow, tennant, halloran, duty, dunmore, pemberly, achterberg];
  const lists = await Promise.all(everybody.map(async (one) => ({ one, list: await mine(one) })));
  return lists.flatMap(({ one, list }) =>
    list.map((a) => `${one.practitioner}${a.owner ? ' owns' : ' sees'} ${a.status}${a.outcome ? ` ${a.outcome}` : ''}`),
  );
};

/** What stands in everybody's inbox, every byte of it. */
export const inboxes = async (): Promise<string> =>
  JSON.stringify(await Promise.all([marlow, tennant, halloran, duty, dunmore, pemberly, achterberg].map(mine)));

/** Fires every clock that is set, and lets the reactor answer. */
export async function clocksFire(): Promise<number> {
  const timers = new TimerService({ pool: t.db.events, store: t.store, logger: silentLogger, metrics: new Metrics() });
  let fired = await timers.fireDue();
  const waiting = async () =>
    (await t.db.events.query<{ n: number }>('SELECT count(*)::int AS n FROM store.timers')).rows[0]?.n ?? 0;
  while (fired === 0 && (await waiting()) > 0) fired = await timers.fireDue();
  await settled();
  return fired;
}

/** The reactors that look at children lost their places in a crash, and begin anew. */
export async function restarted(): Promise<void> {
  await loop.stop();
  const lost = reactors.filter(({ name }) => name !== mailReactor.name).map(({ name }) => name);
  await t.db.owner.query('DELETE FROM store.checkpoints WHERE name = ANY($1)', [lost]);
  loop = await started();
}
