import { accessMigrations, Agreements, ContentRequests, readAgreements } from '@tributary/access';
import { alertingMigrations, everNamed, Inbox, inboxProjection } from '@tributary/alerting';
import { AssessmentBook, assessmentMigrations } from '@tributary/assessment';
import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import { chronologyMigrations, chronologyProjections, type Viewer } from '@tributary/chronology';
import { type DirectoryDocument, DirectoryView, readDirectoryFile } from '@tributary/directory';
import {
  type AgencyId,
  type AgreementVersion,
  type AlertId,
  alertStream,
  type ChildId,
  childStream,
  derivedId,
  type EventId,
  type FeedId,
  type NewEvent,
  type PractitionerId,
  type RecordId,
  type RecordRef,
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
  rebuild,
  runtimeMigrations,
  silentLogger,
  standingOf,
} from '@tributary/runtime';
import { EmbeddedStream } from '@tributary/stream';
import { join } from 'node:path';
import { type TestClock, testClock } from '../testing/clock';
import { readable, testStore, type TestStore } from '../testing/store';
import { COUNCIL, dayNo, noon, SCHOOL } from './held.fixture';
import { Holding, HoldingBook, HoldingRound, holdingMigrations, KnownChildren, letGo, previewOf } from './index';

const DEMO = join(__dirname, '../../infra/demo');
const EVENTS = 'ash-lane-events' as FeedId;
const ATTENDANCE = 'ash-lane-attendance' as FeedId;
const DAILY = 'council-social-care' as FeedId;
/** Words that stand nowhere else. */
const CANARY = 'quillonshawe';

const migrations = [
  ...[...runtimeMigrations, ...chronologyMigrations, ...accessMigrations, ...alertingMigrations],
  ...[...assessmentMigrations, ...holdingMigrations],
];

/** A hub's rounds over a real store, its read models followed, by the directory and agreements of Wexbourne. */
class Stand {
  document: DirectoryDocument;
  private constructor(
    readonly t: TestStore,
    readonly clock: TestClock,
    private readonly loop: ConsumerLoop,
    readonly agreements: Agreements,
    document: DirectoryDocument,
  ) {
    this.document = document;
  }

  static async open(): Promise<Stand> {
    const clock = testClock(noon(0));
    const t = await testStore(migrations, { clock });
    const { store, db, vault } = t;
    const retry = { tries: 2, firstPause: 1, lastPause: 20 };
    const stream = new EmbeddedStream({ feed: store, partitions: 4, shuffleSeed: 7 });
    const loop = new ConsumerLoop({
      ...{ group: 'spec', stream, store, db: db.events, logger: silentLogger, metrics: new Metrics(), retry },
    });
    const io = { pool: db.events, store, partitionOf: () => 0, onRefold: () => undefined };
    for (const one of [...chronologyProjections(vault.ref.bind(vault)), inboxProjection]) {
      loop.host(new ProjectionConsumer(one, (await standingOf(db.events, one)).slot, io));
    }
    await loop.start();
    const agreements = new Agreements(await readAgreements(join(DEMO, 'agreements')));
    return new Stand(t, clock, loop, agreements, await readDirectoryFile(join(DEMO, 'directory.yaml')));
  }

  async close(): Promise<void> {
    await this.loop.stop();
    await this.t.close();
  }

  parts(agreements = this.agreements) {
    const { db, store, vault } = this.t;
    const slotOf = (name: string) => activeSlot(db.events, name);
    const inbox = new Inbox({ pool: db.events, slotOf });
    const book = new HoldingBook(db.events, slotOf);
    const children = new KnownChildren({
      store,
      refOf: vault.ref.bind(vault),
      namedAbout: (child) => everNamed({ inbox, store }, child),
      askedAbout: (about) => new ContentRequests(db.events).openAbout(about),
      isAssessed: (records) => new AssessmentBook(db.events).isOpenAbout(records),
    });
    const directory = { current: async () => new DirectoryView(1, this.document) };
    return { store, directory, book, holding: new Holding({ store, directory, agreements, children, book }) };
  }

  /** A round at noon of that day, and the read models after it. */
  async round(day: number, agreements = this.agreements) {
    await this.settled();
    this.clock.set(noon(day));
    const { holding, book, store } = this.parts(agreements);
    const io = { holding, book, store, pool: this.t.db.events, logger: silentLogger, metrics: new Metrics() };
    const found = await new HoldingRound({ ...io, caughtUp: async () => true }).go();
    await this.settled();
    return found;
  }

  /** The rounds of the days up to that one, a month apart at most. */
  async until(day: number): Promise<void> {
    for (let at = 30; at < day; at += 30) await this.round(at);
    await this.round(day);
  }

  async append(day: number, streamId: StreamId, event: Partial<NewEvent> & { type: EventType; data: unknown }) {
    this.clock.set(noon(day));
    const id = uuidv7() as EventId;
    const definition = definitionOf(event.type);
    const { position } = await this.t.store.append({ streams: [streamId] }, ({ now }) => ({
      events: [
        {
          ...{ id, schemaVersion: 1, streamId, childId: null, occurred: { on: dayNo(day) }, receivedAt: now },
          dataClass: definition?.dataClass ?? 'general',
          retention: definition?.retention ?? 'operations',
          ...{ release: { state: 'open' }, source: { system: 'hub' } },
          supply: { controller: COUNCIL, agreement: '1' as AgreementVersion },
          ...{ correlationId: id, causationId: id, ...event },
        },
      ],
      ...(event.childId && streamId.startsWith('record-') ? { links: [{ streamId, childId: event.childId }] } : {}),
    }));
    await readable(this.t.store, position);
    return id;
  }

  async settled(): Promise<void> {
    await this.loop.whenCaughtUp({ timeoutMs: 30_000 });
    expect(this.loop.problems()).toEqual([]);
  }

  /** Types of what is left of a child's records, in the chronology. */
  async shown(child: ChildId): Promise<readonly string[]> {
    await this.settled();
    const slot = await activeSlot(this.t.db.events, 'chronology');
    const { rows } = await this.t.db.events.query<{ type: string }>(
      `SELECT type FROM ${slot}.chronology WHERE child_id = $1 ORDER BY type`,
      [child],
    );
    return rows.map(({ type }) => type);
  }
}

let at: Stand;
beforeEach(async () => {
  at = await Stand.open();
});
afterEach(() => at.close());

const childOf = (name: string): ChildId => derivedId('child', name) as ChildId;
const recordOf = (name: string, agency: AgencyId): RecordId => derivedId('record', name, agency) as RecordId;

type Says<T extends EventType> = Readonly<{
  type: T;
  data: DataOf<T>;
  day: number;
  item?: string;
  feed?: FeedId;
  agency?: AgencyId;
}>;

/** What an agency's feed says of a child, whose record is linked with its first word. */
async function says<T extends EventType>(name: string, given: Says<T>): Promise<EventId> {
  const { type, data, day, agency = SCHOOL, feed = EVENTS, item = type } = given;
  const [child, record] = [childOf(name), recordOf(name, agency)];
  if (!(await at.t.store.load(recordStream(record))).length) {
    const link = { recordId: record, childId: child, previous: null, method: 'by-hand', evidence: [] };
    const linked = { type: 'identity.record-linked' as const, data: link, childId: child };
    await at.append(day, recordStream(record), linked);
    await at.append(day, childStream(child), linked);
  }
  const source = { agency, feed, record: item as RecordRef };
  return at.append(day, recordStream(record), { type, data, childId: child, source });
}

const suspended = (name: string, day: number, item?: string) =>
  says(name, {
    ...{ type: 'education.pupil-suspended', day, ...(item ? { item } : {}) },
    data: { startDate: dayNo(day), category: { own: CANARY } },
  });
const planned = (name: string, day: number) =>
  says(name, {
    ...{ type: 'social-care.need-plan-started', day, agency: COUNCIL, feed: DAILY },
    data: { startDate: dayNo(day), plan: 'N1' },
  });
const planEnded = (name: string, day: number) =>
  says(name, {
    ...{ type: 'social-care.need-plan-ended', day, agency: COUNCIL, feed: DAILY },
    data: { endDate: dayNo(day), plan: 'N1' },
  });
/** An alert in shadow: nobody is told, and it rests on the event all the same. */
const alerted = (name: string, day: number, evidence: EventId) => {
  const alertId = uuidv7() as AlertId;
  const what = { alertId, childId: childOf(name), rule: 'x', ruleVersion: 1, severity: 'digest' as const };
  const data: DataOf<'alerting.alert-raised'> = { ...what, evidence: [evidence], shadow: true };
  return at.append(day, alertStream(alertId), { type: 'alerting.alert-raised', data, childId: childOf(name) });
};

const hat = (practitioner: string, role: string, agency: string): Viewer => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});
const OPERATOR = hat('p-ravensworth', 'operator', 'tributary-operator');

const SUSPENDED = 'education.pupil-suspended';

describe('what nobody could open', () => {
  it('goes on the day after its period, with every word of it; what an alert named or a cohort opened stays', async () => {
    await suspended('alone', 0);
    await alerted('named', 1, await suspended('named', 0));
    await suspended('named', 0, 'another');
    await suspended('planned', 0);
    await planned('planned', 50);
    await planEnded('planned', 60);
    await says('on-roll', { type: 'education.pupil-enrolled', day: 0, data: { startDate: dayNo(0) } });
    await at.until(90);
    expect(await at.shown(childOf('alone'))).toEqual([SUSPENDED]);
    await at.round(91);
    expect(await at.shown(childOf('alone'))).toEqual([]);
    expect(await at.shown(childOf('named'))).toEqual([SUSPENDED]);
    expect(await at.shown(childOf('planned'))).toEqual([
      ...[SUSPENDED, 'social-care.need-plan-ended', 'social-care.need-plan-started'],
    ]);
    expect(await at.shown(childOf('on-roll'))).toEqual(['education.pupil-enrolled']);
    const left = await at.t.store.load(recordStream(recordOf('alone', SCHOOL)));
    expect(left.map(({ type }) => type)).toEqual(['identity.record-linked']);
    const told = await at.t.store.load(`practice-${EVENTS}` as StreamId);
    expect(told.map(({ type, data }) => [type, data])).toEqual([
      ['practice.held-events-erased', { feed: EVENTS, day: dayNo(91), events: 2 }],
    ]);
  });

  it('is gone once: later rounds find nothing more', async () => {
    await suspended('alone', 0);
    await at.until(91);
    const before = await at.t.store.head();
    expect(await at.round(92)).toMatchObject({ due: [] });
    expect(await at.t.store.head()).toEqual(before);
  });

  it('goes at the end of the next school year where it is attendance, or when its feed says', async () => {
    const data = { date: dayNo(0), session: 'AM' as const, mark: { own: 'O' } };
    await says('absent', { type: 'education.attendance-recorded', day: 0, feed: ATTENDANCE, data });
    const feeds = at.document.feeds.map((feed) => (feed.id === EVENTS ? { ...feed, holding: 10 } : feed));
    at.document = { ...at.document, feeds };
    await suspended('alone', 0);
    await at.until(11);
    expect(await at.shown(childOf('alone'))).toEqual([]);
    // The last day of August 2027 is the 548th after the first of March 2026.
    for (const day of [41, 71, 101, 131, 161, 191, 221, 251, 281, 311, 341, 371, 401, 431, 461, 491, 521, 548]) {
      await at.round(day);
    }
    expect(await at.shown(childOf('absent'))).toEqual(['education.attendance-recorded']);
    await at.round(549);
    expect(await at.shown(childOf('absent'))).toEqual([]);
  });

  it('takes its period from the end of what lasted', async () => {
    await says('left', { type: 'education.pupil-enrolled', day: 0, data: { startDate: dayNo(0) } });
    await says('left', { type: 'education.pupil-left', day: 60, data: { date: dayNo(60) } });
    await at.until(150);
    expect(await at.shown(childOf('left'))).toEqual(['education.pupil-enrolled', 'education.pupil-left']);
    await at.round(151);
    expect(await at.shown(childOf('left'))).toEqual([]);
  });

  it('leaves read models that a rebuild makes alike, and nothing of its words in any table', async () => {
    await suspended('alone', 0);
    await alerted('named', 1, await suspended('named', 0));
    await suspended('named', 0, 'another');
    await at.until(91);
    for (const definition of chronologyProjections(at.t.vault.ref.bind(at.t.vault))) {
      const rows = async () => {
        const slot = await activeSlot(at.t.db.events, definition.name);
        const all = await Promise.all(
          definition.tables.map((table) => at.t.db.events.query(`SELECT * FROM ${slot}.${table} ORDER BY 1, 2, 3, 4`)),
        );
        return all.map((one) => one.rows as readonly unknown[]);
      };
      const followed = await rows();
      const { db, store } = at.t;
      await rebuild(definition, { pool: db.events, store, logger: silentLogger, metrics: new Metrics() });
      expect(await rows()).toEqual(followed);
    }
    const { rows: tables } = await at.t.db.owner.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { rows } = await at.t.db.owner.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      expect(
        rows.filter(({ row }) => row.includes(CANARY) || row.includes(Buffer.from(CANARY).toString('hex'))),
      ).toEqual([]);
    }
  });
});

describe('a round', () => {
  it('that was killed between erasing and telling is finished by the next, and counted once', async () => {
    await suspended('alone', 0);
    await at.until(90);
    at.clock.set(noon(91));
    const { holding, book, store } = at.parts();
    const killed = jest.spyOn(at.t.vault, 'eraseEvents').mockRejectedValueOnce(new Error('killed'));
    const io = { holding, book, store, pool: at.t.db.events, logger: silentLogger, metrics: new Metrics() };
    await expect(new HoldingRound({ ...io, caughtUp: async () => true }).go()).rejects.toThrow('killed');
    killed.mockRestore();
    expect(await at.shown(childOf('alone'))).toEqual([SUSPENDED]);
    await at.round(91);
    expect(await at.shown(childOf('alone'))).toEqual([]);
    await at.round(92);
    const told = await at.t.store.load(`practice-${EVENTS}` as StreamId);
    expect(told.map(({ data }) => (data as { events: number }).events)).toEqual([1]);
  });

  it('leaves it to another that is at it, and does nothing while read models are behind', async () => {
    await suspended('alone', 0);
    await at.until(90);
    at.clock.set(noon(91));
    const { holding, book, store } = at.parts();
    const io = { holding, book, store, pool: at.t.db.events, logger: silentLogger };
    const behind = new HoldingRound({ ...io, metrics: new Metrics(), caughtUp: async () => false });
    expect(await behind.go()).toBeUndefined();
    let second: unknown = 'not yet';
    const other = new HoldingRound({ ...io, metrics: new Metrics(), caughtUp: async () => true });
    const first = new HoldingRound({
      ...{ ...io, metrics: new Metrics() },
      caughtUp: async () => {
        second = await other.go();
        return false;
      },
    });
    await first.go();
    expect(second).toBeUndefined();
    expect(await at.shown(childOf('alone'))).toEqual([SUSPENDED]);
  });

  it('waits for a person where much of a feed is due at once; their word lets that much go, for a week', async () => {
    for (let i = 0; i < 8; i += 1) await suspended(`many ${i}`, 0);
    await suspended('later', 85);
    await at.until(91);
    expect((await previewOf(at.parts())).find(({ feed }) => feed === EVENTS)).toMatchObject({
      ...{ events: 9, due: 8, soon: 0, waits: 'large-share', next: dayNo(176) },
    });
    expect(await at.shown(childOf('many 3'))).toEqual([SUSPENDED]);
    const reason = 'the agreements were read again';
    const ask = (viewer: Viewer) => letGo(at.parts(), { viewer, feed: EVENTS, reason });
    await expect(ask(hat('p-okonjo', 'designated-safeguarding-lead', SCHOOL))).rejects.toMatchObject({
      code: 'holding-role-refused',
    });
    expect(await ask(OPERATOR)).toBe(8);
    await at.round(92);
    expect(await at.shown(childOf('many 3'))).toEqual([]);
    await expect(ask(OPERATOR)).rejects.toMatchObject({ code: 'holding-nothing-waits' });
    const told = await at.t.store.load(`practice-${EVENTS}` as StreamId);
    expect(told.map(({ type, data }) => [type, (data as { reason?: string; events?: number }).reason])).toEqual([
      ['practice.held-events-let-go', reason],
      ['practice.held-events-erased', undefined],
    ]);
  });

  it('takes nothing of a supplier without an agreement, of which nobody has decided yet who may see it', async () => {
    await suspended('alone', 0);
    await at.until(90);
    await at.round(91, new Agreements([]));
    expect(await at.shown(childOf('alone'))).toEqual([SUSPENDED]);
  });

  it('takes nothing after a clock has jumped, however little is due', async () => {
    await suspended('alone', 0);
    await at.round(1);
    expect(await at.round(401)).toMatchObject({ waiting: new Map([[EVENTS, { why: 'long-pause', due: 1, of: 1 }]]) });
    expect(await at.shown(childOf('alone'))).toEqual([SUSPENDED]);
  });
});
