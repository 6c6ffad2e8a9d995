import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type ChildDoors, ChildReader, deliveriesStream, type Reading, type Viewer } from '@tributary/chronology';
import {
  type AgencyId,
  childStream,
  FEED_START,
  type FeedId,
  type Instant,
  type NewEvent,
  type PractitionerId,
  Problem,
  type RecordId,
  type RecordRef,
  recordStream,
  type RoleCode,
  type SealedRecord,
  uuidv7,
} from '@tributary/kernel';
import type { Server } from 'node:http';
import request from 'supertest';
import { aChild, anEvent, readable, type TestStore, testStore } from '../testing/store';
import { AuditModule, auditMigrations, digestOf, ReplaysService, topicSource, versionsOf } from './index';
import type { ReplaySource } from './replay';

const COUNCIL = 'wexbourne-council' as AgencyId;
const DAILY = 'council-daily' as FeedId;
const auditor: Viewer = { practitioner: 'a1' as PractitionerId, role: 'auditor' as RoleCode, agency: COUNCIL };
const onDay = (day: number): Instant => new Date(Date.UTC(2026, 2, 1 + day, 12)).toISOString() as Instant;

describe('a replay', () => {
  let stand: TestStore;
  let app: INestApplication<Server>;
  let service: ReplaysService;
  let fromTopic: ReplaysService;
  let clock: Instant = onDay(-30);
  let viewer = auditor;
  let readings: Reading[] = [];
  const child = aChild();
  const other = aChild();
  const record = uuidv7() as RecordId;

  const doors: ChildDoors = {
    viewerOf: async () => viewer,
    childOf: async (_agency, ref) => (ref === 'C-1' ? child : undefined),
    namesOf: async () => [],
    openAlerts: async () => [],
    accessOf: async ({ purpose }) => ({
      judge: (matter) => ({
        level: purpose === 'audit' && matter.release.state === 'open' ? 'content' : 'nothing',
        ...{ rule: 'audit', reason: '', version: '1' },
      }),
      hidden: undefined,
      refusal: undefined,
    }),
    hiddenFrom: async () => undefined,
    disclose: async (reading) => void readings.push(reading),
    waitFor: async () => true,
    now: () => clock,
  };

  beforeAll(async () => {
    stand = await testStore(auditMigrations, { clock: () => clock });
    const { store, vault, db } = stand;
    const refOf = vault.ref.bind(vault);
    const currencyOf = (): 'daily' => 'daily';
    const reader = new ChildReader({
      ...{ pool: db.events, store, refOf },
      slotOf: async () => 'read_a',
    });
    const topic = topicSource({
      readAllFromStart: () => topicOf(stand),
      opener: store,
      log: store,
      tokenOf: (stream) => vault.streamToken(stream),
    });
    const options = (source: ReplaySource): ConstructorParameters<typeof ReplaysService>[0] => ({
      ...{ pool: db.events, doors, source },
      head: () => store.head(),
      refOf,
      referenceAt: async () => ({ version: '7', currencyOf, statusFeeds: [{ agency: COUNCIL, feed: DAILY }] }),
      versions: () => versionsOf([{ name: 'chronology', version: 1 }], { rule: '2' }),
    });
    service = new ReplaysService(options(reader));
    fromTopic = new ReplaysService(options(topic));
    const built = await Test.createTestingModule({
      imports: [
        AuditModule.with({
          ...{ doors, replays: service },
          childExports: {} as never,
          alertCopies: {} as never,
          eventFiles: {} as never,
          left: {} as never,
        }),
      ],
    }).compile();
    app = built.createNestApplication({ logger: false });
    app.useGlobalFilters({
      catch(error: unknown, host: { switchToHttp(): { getResponse<R>(): R } }) {
        const reply = host.switchToHttp().getResponse<{ status(n: number): { json(body: unknown): void } }>();
        const problem = error instanceof Problem ? error : new Problem('bug', 500, 'Bug', String(error));
        reply.status(problem.status).json({ code: problem.code });
      },
    });
    await app.init();
    await story();
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await stand.close();
  });
  beforeEach(() => {
    viewer = auditor;
    readings = [];
  });

  const append = async (at: Instant, ...events: NewEvent[]): Promise<void> => {
    clock = at;
    const streams = [...new Set(events.map((e) => e.streamId))];
    const appended = await stand.store.append({ streams }, () => ({
      events: events.map((e) => ({ ...e, receivedAt: at })),
    }));
    await readable(stand.store, appended.position);
  };
  const said = (item: string, type: string, data: object, more: Partial<NewEvent> = {}): NewEvent =>
    anEvent(recordStream(record), {
      ...{ childId: child, type, data, dataClass: 'child-protection', retention: 'child-protection' },
      source: { agency: COUNCIL, feed: DAILY, record: item as RecordRef },
      ...more,
    });
  const link = (to: typeof child, type: string): NewEvent =>
    anEvent(childStream(to), {
      ...{ childId: to, type, data: { recordId: record, childId: to }, source: { system: 'hub' } },
      ...{ dataClass: 'general', retention: 'identity' },
    });

  /** First linked to the wrong child; a form of day 0 that comes on day 14 and is put right on day 20. */
  async function story(): Promise<void> {
    await append(
      onDay(-30),
      link(other, 'identity.record-linked'),
      said('detail', 'social-care.case-closed', { date: '2026-01-05' }),
    );
    await append(onDay(-20), link(other, 'identity.record-unlinked'), link(child, 'identity.record-linked'));
    const signed = { recordedAt: onDay(0), occurred: { at: onDay(0) } };
    await append(
      onDay(14),
      said('conference', 'social-care.conference-held', { date: '2026-03-01', kind: 'initial' }, signed),
    );
    const delivered = { feed: DAILY, receipt: 'r', accepted: 1, duplicate: 0, parked: 0 };
    await append(
      onDay(15),
      said('plan', 'social-care.protection-plan-started', { startDate: '2026-03-01', plan: 'P1' }),
      anEvent(deliveriesStream(DAILY), {
        ...{ type: 'practice.delivery-completed', data: delivered, source: { system: 'hub' }, dataClass: 'general' },
        ...{ retention: 'operations', supply: { controller: COUNCIL, agreement: '1' as never } },
      }),
    );
    await append(
      onDay(20),
      said('conference', 'social-care.conference-held', { date: '2026-02-27', kind: 'initial' }, signed),
    );
    const release = { state: 'held', by: 'team-manager' as RoleCode, audience: [] } as const;
    await append(
      onDay(21),
      said('enquiry', 'social-care.section-47-started', { startDate: '2026-03-02' }, { release }),
    );
    clock = onDay(25);
  }

  type Answer = {
    header: Record<string, unknown>;
    entries: { type: string; standing: string }[];
    status: { kinds: { kind: string; state: string }[] };
  };
  const ask = async (more: object): Promise<Answer> =>
    JSON.parse((await service.ask(auditor, { child: 'C-1', purpose: 'practice-review', ...more })).json) as Answer;
  const types = (answer: Answer): string[] => answer.entries.map((e) => e.type.split('.')[1] ?? '');

  it('states position, versions and purpose, and no id that two agencies share', async () => {
    const { header } = await ask({ asKnownOn: onDay(7) });
    expect(header).toMatchObject({
      asKnownOn: onDay(7),
      purpose: 'practice-review',
      view: 'available',
      reference: { agency: COUNCIL, child: 'C-1' },
      versions: { code: { version: '0.1.0' }, rules: { rule: '2' }, directory: '7', projections: { chronology: 1 } },
    });
    expect(header['position']).toMatch(/^\d+\.\d+\.\d+$/);
    expect((header['versions'] as { code: { build: string }; catalogue: string }).code.build).toMatch(/^[0-9a-f]{16}$/);
    expect(JSON.stringify(header)).not.toContain(child);
  });

  it('has a late form from day 14, its agency from day 0', async () => {
    expect(types(await ask({ asKnownOn: onDay(7) }))).toEqual(['case-closed']);
    expect(types(await ask({ asKnownOn: onDay(14) }))).toContain('conference-held');
    const held = { view: 'held', for: COUNCIL };
    expect(types(await ask({ asKnownOn: onDay(0), ...held }))).toContain('conference-held');
    expect(types(await ask({ asKnownOn: onDay(-1), ...held }))).not.toContain('conference-held');
  });

  it('shows what was later put right as it then stood', async () => {
    const standing = async (day: number): Promise<string[]> =>
      (await ask({ asKnownOn: onDay(day) })).entries
        .filter((e) => e.type.endsWith('conference-held'))
        .map((e) => e.standing);
    expect(await standing(19)).toEqual(['current']);
    expect(await standing(20)).toEqual(['superseded', 'current']);
  });

  it('leaves what is held back inside its audience', async () => {
    expect(types(await ask({ asKnownOn: onDay(24) }))).not.toContain('section-47-started');
  });

  it('goes by the links of the time', async () => {
    expect(types(await ask({ asKnownOn: onDay(-25) }))).toEqual([]);
    expect(types(await ask({ asKnownOn: onDay(-20) }))).toEqual(['case-closed']);
  });

  it('folds the status of the time, with what its feed had confirmed', async () => {
    const plan = async (day: number): Promise<unknown> =>
      (await ask({ asKnownOn: onDay(day) })).status.kinds.find((k) => k.kind === 'protection-plan');
    expect(await plan(16)).toMatchObject({ state: 'known', confirmedAt: onDay(15) });
    expect(await plan(18)).toMatchObject({ state: 'not-current' });
  });

  it('run twice gives the same bytes, though the store has moved on', async () => {
    const first = await service.ask(auditor, { child: 'C-1', purpose: 'practice-review', asKnownOn: onDay(16) });
    await append(clock, said('unrelated', 'social-care.referral-received', { date: '2026-03-20' }));
    const again = await service.again(auditor, first.row.id);
    expect(again.json).toBe(first.json);
    expect(again.equal).toBe(true);
    const { position } = first.row;
    const anew = await service.ask(auditor, {
      child: 'C-1',
      purpose: 'practice-review',
      asKnownOn: onDay(16),
      position,
    });
    expect(anew.json).toBe(first.json);
  });

  it.each([
    ['available', { asKnownOn: onDay(16) }],
    ['available across a link', { asKnownOn: onDay(-25) }],
    ['held', { asKnownOn: onDay(7), view: 'held', for: COUNCIL }],
  ])('from the topic, unordered and with doubles, gives the bytes that the store gives: %s', async (_words, more) => {
    const order = { child: 'C-1', purpose: 'practice-review', position: await stand.store.head(), ...more };
    const stored = await service.ask(auditor, order);
    expect((await fromTopic.ask(auditor, order)).json).toBe(stored.json);
  });

  it('is asked for and read over HTTP, by its bytes, with two lines in the ledger', async () => {
    const http = request(app.getHttpServer());
    const body = { child: 'C-1', purpose: 'practice-review', asKnownOn: onDay(16) };
    const asked = await http.post('/v1/replays').send(body);
    expect(asked.status).toBe(201);
    const { href, digest } = asked.body as { href: string; digest: string };
    const read = await http.get(href).buffer(true);
    expect(read.status).toBe(200);
    expect([read.headers['replay-equal'], read.headers['replay-digest']]).toEqual(['true', `sha-256=${digest}`]);
    expect(digestOf(read.text)).toBe(digest);
    expect(readings.map((r) => [r.what, r.purpose, r.asKnownOn])).toEqual([
      ['replay', 'practice-review', onDay(16)],
      ['replay', 'practice-review', onDay(16)],
    ]);
  });

  it.each([
    ['no purpose', { child: 'C-1' }, 400, 'purpose-missing'],
    ['a purpose in free words', { child: 'C-1', purpose: 'Because I want to' }, 400, 'purpose-missing'],
    ['no child', { purpose: 'audit' }, 400, 'replay-wrong'],
    ['a child nobody knows', { child: 'C-2', purpose: 'audit' }, 404, 'child-unknown'],
    ['a field nobody knows', { child: 'C-1', purpose: 'audit', until: 'x' }, 400, 'replay-wrong'],
    ['held by nobody named', { child: 'C-1', purpose: 'audit', view: 'held' }, 400, 'view-wrong'],
    ['a position that is none', { child: 'C-1', purpose: 'audit', position: '7' }, 400, 'replay-wrong'],
  ])('is refused with %s', async (_words, body, status, code) => {
    const answer = await request(app.getHttpServer()).post('/v1/replays').send(body);
    expect([answer.status, answer.body]).toEqual([status, { code }]);
    expect(readings).toEqual([]);
  });

  it('is for auditors, and for those of the agency that asked', async () => {
    const { row } = await service.ask(auditor, { child: 'C-1', purpose: 'audit' });
    viewer = { ...auditor, role: 'social-worker' as RoleCode };
    const body = { child: 'C-1', purpose: 'audit' };
    expect((await request(app.getHttpServer()).post('/v1/replays').send(body)).body).toEqual({ code: 'role-wrong' });
    viewer = { ...auditor, agency: 'elm-school' as AgencyId };
    expect((await request(app.getHttpServer()).get(`/v1/replays/${row.id}`)).body).toEqual({ code: 'replay-unknown' });
  });

  it('says that it is not what it was, once something in it was erased', async () => {
    const first = await service.ask(auditor, { child: 'C-1', purpose: 'audit', asKnownOn: onDay(16) });
    const stream = recordStream(record);
    const version =
      (await stand.store.load(stream)).find((e) => e.type === 'social-care.conference-held')?.version ?? 0;
    await stand.store.eraseOne(stream, version, 'court-order');
    const again = await service.again(auditor, first.row.id);
    expect(again.equal).toBe(false);
    expect(types(JSON.parse(again.json) as Answer)).not.toContain('conference-held');
  });
});

/** What a topic holds: everything, partition by partition, some of it twice. */
async function* topicOf({ store }: TestStore): AsyncGenerator<SealedRecord> {
  const { records } = await store.read(FEED_START, 1_000);
  const partition = (r: SealedRecord): string => (r.childToken ?? r.streamToken).slice(-1);
  const byPartition = [...records].sort((a, b) =>
    partition(a) < partition(b) ? -1 : partition(a) > partition(b) ? 1 : 0,
  );
  yield* byPartition;
  yield* byPartition.slice(0, 5);
}
