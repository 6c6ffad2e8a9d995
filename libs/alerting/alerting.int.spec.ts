import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import { ChildReader } from '@tributary/chronology';
import { Directory, type DirectoryDocument, directoryMigrations, ROLES } from '@tributary/directory';
import type { AppendPlan } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  alertStream,
  type ChildId,
  childStream,
  type EventId,
  type FeedId,
  type Instant,
  instantOf,
  londonDate,
  type NewEvent,
  plusDays,
  type PractitionerId,
  type RecordId,
  recordStream,
  type RoleCode,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
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
import { EmbeddedStream } from '@tributary/stream';
import { aChild, readable, testStore, type TestStore } from '../testing/store';
import {
  alertingMigrations,
  alertingReactor,
  AlertsService,
  Inbox,
  inboxProjection,
  type Person,
  rules,
} from './index';

jest.setTimeout(60_000);

const COUNCIL = 'wexbourne-council' as AgencyId;
const SCHOOL = 'ash-lane-primary' as AgencyId;
const FEED = 'council-social-care' as FeedId;
const SUSPENSIONS = 'ash-lane-suspensions' as FeedId;
const who = (id: string, role: string, agency: AgencyId = COUNCIL): Person => ({
  practitioner: id as PractitionerId,
  role: role as RoleCode,
  agency,
});
const marlow = who('p-marlow', 'social-worker');
const tennant = who('p-tennant', 'social-worker');
const halloran = who('p-halloran', 'team-manager');
const duty = who('p-duty', 'duty-social-worker');
const dunmore = who('p-dunmore', 'feed-manager');
const pemberly = who('p-pemberly', 'virtual-school-head');

const held = (role: RoleCode, deputy?: Person, manager?: Person) => ({
  role,
  agency: COUNCIL,
  ...(deputy ? { deputy: deputy.practitioner } : {}),
  ...(manager ? { manager: manager.practitioner } : {}),
});
const document: DirectoryDocument = {
  authorities: [
    {
      ...{ code: '999', name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' },
      liveRules: rules.map(({ id }) => id),
    },
  ],
  agencies: [
    { id: COUNCIL, name: 'Wexbourne children’s services', sector: 'social-care', authority: '999' },
    { id: SCHOOL, name: 'Ash Lane Primary School', sector: 'education', authority: '999', schools: ['9992001'] },
  ],
  feeds: [
    {
      id: FEED,
      agency: COUNCIL,
      format: 'dfe-csc-json',
      live: true,
      agreement: 'social-care-1' as AgreementVersion,
      manager: dunmore.practitioner,
    },
    {
      id: SUSPENSIONS,
      agency: SCHOOL,
      format: 'suspension-csv',
      live: true,
      agreement: 'education-1' as AgreementVersion,
      manager: dunmore.practitioner,
    },
  ],
  practitioners: [
    {
      id: marlow.practitioner,
      name: 'Imogen Marlow',
      roles: [held(ROLES.socialWorker, tennant, halloran)],
      workerNumbers: [{ agency: COUNCIL, number: 'SW-101' }],
    },
    { id: tennant.practitioner, name: 'Rufus Tennant', roles: [held(ROLES.socialWorker, marlow, halloran)] },
    { id: halloran.practitioner, name: 'Bridie Halloran', roles: [held(ROLES.teamManager)] },
    { id: duty.practitioner, name: 'Duty social worker', roles: [held(ROLES.dutySocialWorker)] },
    { id: dunmore.practitioner, name: 'Seth Dunmore', roles: [held(ROLES.feedManager, tennant, halloran)] },
    { id: pemberly.practitioner, name: 'Odette Pemberly', roles: [held(ROLES.virtualSchoolHead, tennant, halloran)] },
  ],
};

/** At once: a clock that is set is due. */
const LIMIT = 1;
const TODAY = londonDate(instantOf(Date.now()));

let t: TestStore;
let directory: Directory;
let loop: ConsumerLoop;
let reactor: Reactor;
let alerts: AlertsService;
let child: ChildId;
let ids: { council: RecordId; school: RecordId };

beforeEach(async () => {
  t = await testStore([...runtimeMigrations, ...directoryMigrations, ...alertingMigrations]);
  directory = new Directory({ pool: t.db.events, vault: t.vault });
  await directory.put(document);
  child = aChild();
  ids = { council: uuidv7() as RecordId, school: uuidv7() as RecordId };
  reactor = reactorWith(LIMIT);
  const slotOf = (name: string) => activeSlot(t.db.events, name);
  const inbox = new Inbox({ pool: t.db.events, slotOf });
  alerts = new AlertsService({
    inbox,
    store: t.store,
    directory,
    children: { refOf: async (agency, one) => `${agency}:${one}` },
    policy: { limits: { immediate: LIMIT, today: LIMIT, thisWeek: LIMIT }, serviceHours: 'always' },
    now: () => instantOf(Date.now()),
  });
  loop = await started(reactor);
});
afterEach(async () => {
  await loop.stop();
  await t.close();
});

function reactorWith(limit: number): Reactor {
  const slotOf = (name: string) => activeSlot(t.db.events, name);
  const refOf = t.vault.ref.bind(t.vault);
  return alertingReactor({
    reader: new ChildReader({ pool: t.db.events, store: t.store, refOf, slotOf }),
    directory,
    vault: t.vault,
    policy: {
      statusLimitMs: 2 * 86_400_000,
      freshnessMs: 7 * 86_400_000,
      limits: { immediate: limit, today: limit, thisWeek: limit },
      serviceHours: 'always',
    },
  });
}

async function started(hosted: Reactor): Promise<ConsumerLoop> {
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
  run.host(new ReactorConsumer(hosted, { pool, store }));
  await run.start();
  return run;
}

type Said<T extends EventType> = Readonly<{ type: T; data: DataOf<T>; item: string; on?: string; backfill?: true }>;

async function append(streams: readonly StreamId[], decide: (now: Instant) => AppendPlan): Promise<void> {
  const { position } = await t.store.append({ streams }, (view) => decide(view.now));
  await readable(t.store, position);
}

function event(type: EventType, data: object, streamId: StreamId, childId: ChildId, now: Instant): NewEvent {
  const definition = definitionOf(type);
  if (!definition) throw new Error(type);
  const id = uuidv7() as EventId;
  const { dataClass, retention } = definition;
  return {
    ...{ id, type, data, streamId, childId, dataClass, retention, schemaVersion: 1, release: { state: 'open' } },
    occurred: { at: now },
    receivedAt: now,
    source: { system: 'hub' },
    supply: { controller: COUNCIL, agreement: '1' as AgreementVersion },
    correlationId: id,
    causationId: id,
  };
}

/** The council's feed delivers, and so confirms what it has said and what it has not. */
async function delivered(): Promise<void> {
  const stream = `practice-${FEED}` as StreamId;
  const data = { feed: FEED, receipt: 'r-1', accepted: 1, duplicate: 0, parked: 0 };
  await append([stream], (now) => ({
    events: [{ ...event('practice.delivery-completed', data, stream, child, now), childId: null }],
  }));
}

async function say<T extends EventType>(record: RecordId, said: Said<T>, of: ChildId = child): Promise<void> {
  const stream = recordStream(record);
  const agency = record === ids.council ? COUNCIL : SCHOOL;
  const feed = record === ids.council ? FEED : SUSPENSIONS;
  await append([stream], (now) => ({
    events: [
      {
        ...event(said.type, said.data, stream, of, now),
        ...(said.on ? { occurred: { on: said.on as typeof TODAY } } : {}),
        ...(said.backfill ? { backfill: true } : {}),
        source: { agency, feed, record: t.vault.ref('item', said.item) },
      },
    ],
  }));
}

async function link(record: RecordId, to: ChildId = child, previous: ChildId | null = null): Promise<void> {
  const data = { recordId: record, childId: to, previous, method: 'by-hand', evidence: [] };
  const streams = [recordStream(record), childStream(to), ...(previous ? [childStream(previous)] : [])];
  await append(streams, (now) => ({
    events: [
      ...(previous
        ? [
            event(
              'identity.record-unlinked',
              { recordId: record, childId: previous },
              childStream(previous),
              previous,
              now,
            ),
          ]
        : []),
      event('identity.record-linked', data, recordStream(record), to, now),
      event('identity.record-linked', data, childStream(to), to, now),
    ],
    links: [{ streamId: recordStream(record), childId: to }],
  }));
}

const allocated = (): Promise<void> =>
  say(ids.council, {
    type: 'social-care.worker-changed',
    item: 'worker/1',
    data: { worker: 'SW-101', startDate: '2026-01-05' },
  });
const suspended = (item = 's/1', more: { on?: string; backfill?: true; end?: string } = {}, of: ChildId = child) =>
  say(
    ids.school,
    {
      type: 'education.pupil-suspended',
      item,
      on: TODAY,
      data: { startDate: TODAY, ...(more.end ? { endDate: more.end } : {}) },
      ...(more.on ? { on: more.on } : {}),
      ...(more.backfill ? { backfill: true } : {}),
    },
    of,
  );
const withdrawn = (item = 's/1', of: ChildId = child) =>
  say(ids.school, { type: 'record.fact-retracted', item, data: { reason: 'withdrawn' } }, of);

/** All that was appended is taken in, and all that was appended because of it. */
async function settled(): Promise<void> {
  for (let before = -1, now = await newest(); before !== now; before = now, now = await newest()) {
    while ((await t.store.head()).position < now) await loop.whenCaughtUp({ timeoutMs: 30_000 });
    await loop.whenCaughtUp({ timeoutMs: 30_000 });
  }
  expect(loop.problems()).toEqual([]);
}
async function newest(): Promise<number> {
  const { rows } = await t.db.events.query<{ n: string }>('SELECT coalesce(max(position), 0) AS n FROM store.events');
  return Number(rows[0]?.n);
}
const mine = async (person: Person) => (await alerts.mine(person, { limit: 50 })).alerts;
const all = async (): Promise<string[]> => {
  const everybody = [marlow, tennant, halloran, duty, dunmore, pemberly];
  const lists = await Promise.all(everybody.map(async (one) => ({ one, list: await mine(one) })));
  return lists.flatMap(({ one, list }) =>
    list.map((a) => `${one.practitioner}${a.owner ? ' owns' : ' sees'} ${a.status}${a.outcome ? ` ${a.outcome}` : ''}`),
  );
};

/** Fires every clock that is set, and lets the reactor answer. */
async function clocksFire(): Promise<number> {
  const timers = new TimerService({ pool: t.db.events, store: t.store, logger: silentLogger, metrics: new Metrics() });
  let fired = await timers.fireDue();
  const waiting = async () =>
    (await t.db.events.query<{ n: number }>('SELECT count(*)::int AS n FROM store.timers')).rows[0]?.n ?? 0;
  while (fired === 0 && (await waiting()) > 0) fired = await timers.fireDue();
  await settled();
  return fired;
}

describe('a child with a social worker is suspended', () => {
  beforeEach(async () => {
    await link(ids.council);
    await link(ids.school);
  });

  it('the worker owns one alert, whatever is corrected about the suspension', async () => {
    await allocated();
    await suspended();
    await suspended('s/1', { end: plusDays(TODAY, 2) });
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('the virtual school head of a looked-after child is informed, and cannot answer for the worker', async () => {
    await allocated();
    await say(ids.council, {
      type: 'social-care.looked-after-started',
      item: 'lac/1',
      data: { startDate: '2026-01-05' },
    });
    await suspended();
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-pemberly sees open']);
    const [alert] = await mine(pemberly);
    await expect(alerts.answer(pemberly, alert?.id ?? '', { kind: 'acknowledge' })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('unacknowledged it goes to the deputy, the manager, and stays with the duty desk', async () => {
    await allocated();
    await suspended();
    await settled();
    const told: string[][] = [];
    while ((await clocksFire()) > 0) told.push((await all()).filter((line) => line.includes('owns')));
    expect(told).toEqual([['p-tennant owns open'], ['p-halloran owns open'], ['p-duty owns open']]);
    const [last] = await mine(duty);
    expect(last?.dueAt).toBeNull();
  });

  it('an acknowledgement stops it where it is, once, and for nobody but its owners', async () => {
    await allocated();
    await suspended();
    await settled();
    await clocksFire();
    const [alert] = await mine(tennant);
    const id = alert?.id ?? '';
    await expect(alerts.answer(halloran, id, { kind: 'acknowledge' })).rejects.toMatchObject({ status: 404 });
    await alerts.answer(tennant, id, { kind: 'acknowledge' });
    await alerts.answer(tennant, id, { kind: 'acknowledge' });
    await settled();
    expect(await clocksFire()).toBe(0);
    const types = (await t.store.load(alertStream(id as never))).map((one) => one.type);
    expect(types.filter((type) => type === 'alerting.alert-acknowledged')).toHaveLength(1);
    expect(await all()).toEqual(['p-marlow sees acknowledged', 'p-tennant owns acknowledged']);
  });

  it('a status that nobody has confirmed is an alert for the manager of its feed', async () => {
    await suspended();
    await settled();
    const [alert] = await mine(dunmore);
    expect(alert).toMatchObject({ statusUnknown: true, severity: 'this-week' });
    expect(alert?.text[0]).toContain('Social worker status not current: ring the front door.');
    await allocated();
    await suspended('s/1', { end: plusDays(TODAY, 2) });
    await settled();
    expect(await all()).toEqual(['p-marlow owns open', 'p-dunmore owns closed resolved']);
  });

  it('no worker, by a feed that is current, is no alert', async () => {
    await delivered();
    await suspended();
    await settled();
    expect(await all()).toEqual([]);
  });

  it('history is told to nobody', async () => {
    await allocated();
    await suspended('s/1', { backfill: true });
    await suspended('s/2', { on: plusDays(TODAY, -9) });
    await settled();
    expect(await all()).toEqual([]);
    expect(await clocksFire()).toBe(0);
  });

  it('what is taken back is recalled; stated again, it is raised again', async () => {
    await allocated();
    await suspended();
    await withdrawn();
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled']);
    await suspended();
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('a reactor that lost its place after a crash tells nobody twice', async () => {
    await allocated();
    await suspended();
    await withdrawn();
    await suspended();
    await settled();
    await clocksFire();
    const before = await all();
    const events = await newest();
    await loop.stop();
    const { rowCount } = await t.db.owner.query(`DELETE FROM store.checkpoints WHERE name = 'alerting'`);
    expect(rowCount).toBeGreaterThan(0);
    loop = await started(reactor);
    await settled();
    expect(await all()).toEqual(before);
    expect(await newest()).toBe(events);
  });
});

describe('records that are moved by hand', () => {
  beforeEach(delivered);

  it('a suspended pupil found to be the child of a worker: the worker is told then', async () => {
    const lone = aChild();
    await link(ids.council);
    await link(ids.school, lone);
    await allocated();
    await suspended('s/1', {}, lone);
    await settled();
    expect(await all()).toEqual([]);
    await link(ids.school, child, lone);
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });

  it('a record that was never this child’s: its alert is recalled, and escalates no more', async () => {
    const other = aChild();
    await link(ids.council);
    await link(ids.school);
    await allocated();
    await suspended();
    await settled();
    await link(ids.school, other, child);
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled']);
    await clocksFire();
    expect(await all()).toEqual(['p-marlow owns closed recalled']);
  });

  it('the worker’s record was another child’s: the alert about the suspension falls with it', async () => {
    const other = aChild();
    await link(ids.council);
    await link(ids.school);
    await allocated();
    await suspended();
    await settled();
    await link(ids.council, other, child);
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed recalled']);
  });
});
