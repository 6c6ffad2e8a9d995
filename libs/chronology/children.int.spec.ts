import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { inTransaction } from '@tributary/event-store';
import {
  type AlertId,
  derivedId,
  type EventId,
  FEED_START,
  type FeedPosition,
  type Instant,
  isErased,
  type NewEvent,
  type PlainDate,
  plusMillis,
  type PractitionerId,
  Problem,
  recordStream,
  type RoleCode,
  uuidv7,
} from '@tributary/kernel';
import request from 'supertest';
import type { Server } from 'node:http';
import { readable, type TestStore, testStore } from '../testing/store';
import { ChildAnswers, ChildReader, ChronologyModule, chronologyMigrations, chronologyProjections } from './index';
import { parseChronologyQuery } from './api/query';
import {
  CHILD,
  COUNCIL,
  DAILY,
  delivered,
  fact,
  linked,
  onDay,
  recordId,
  SCHOOL,
  type Unplaced,
} from './domain/given.fixture';
import type { Covered } from './domain/coverage';
import type { Judge, Reach } from './domain/view';
import { view } from './directory.fixture';
import type { ChildDoors, Reading, Refusal, Viewer } from './ports';

const REF = 'C-1';
const OPEN_ALERT = { id: derivedId('alert', '1') as AlertId, rule: 'r', severity: 'today', status: 'open' };
const worker: Viewer = { practitioner: 'p1' as PractitionerId, role: 'social-worker' as RoleCode, agency: COUNCIL };

describe('reading a child', () => {
  let stand: TestStore;
  let app: INestApplication<Server>;
  let answers: ChildAnswers;
  let clock: Instant = onDay(-30);
  let level: (matter: Parameters<Judge>[0]) => Reach['level'] = () => 'content';
  let readings: Reading[] = [];
  let refusal: Refusal | undefined;
  let reached = true;

  const doors: ChildDoors = {
    viewerOf: async () => worker,
    childOf: async (_agency, ref) => (ref === REF ? CHILD : undefined),
    namesOf: async () => ['Ada Canary'],
    openAlerts: async () => [OPEN_ALERT],
    accessOf: async () => ({
      judge: (matter) => ({ level: level(matter), rule: 'r1', reason: 'because', version: '3' }),
      hidden: undefined,
      refusal,
    }),
    hiddenFrom: async () => undefined,
    disclose: async (reading) => void readings.push(reading),
    waitFor: async () => reached,
    now: () => clock,
  };

  beforeAll(async () => {
    stand = await testStore(chronologyMigrations, { clock: () => clock });
    const refOf = stand.vault.ref.bind(stand.vault);
    const reader = new ChildReader({
      ...{ pool: stand.db.events, store: stand.store, refOf },
      slotOf: async () => 'read_a',
    });
    answers = new ChildAnswers({
      ...{ reader, doors, refOf, directory: { at: async () => view } },
      silences: async () => (feed, last) => (feed.id === DAILY ? plusMillis(last, 2 * 86_400_000) : undefined),
    });
    const built = await Test.createTestingModule({ imports: [ChronologyModule.with({ answers, doors })] }).compile();
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
    level = () => 'content';
    readings = [];
    refusal = undefined;
    reached = true;
  });

  const append = async (at: Instant, events: readonly Unplaced[]): Promise<FeedPosition> => {
    clock = at;
    const now = events.map((event): NewEvent => ({ ...event, id: uuidv7() as EventId, receivedAt: at }));
    const streams = [...new Set(now.map((e) => e.streamId))];
    const { position } = await stand.store.append({ streams }, () => ({ events: now }));
    await readable(stand.store, position);
    return position;
  };

  /** As the consumer loop would: everything from the start into the read models. */
  const project = async (): Promise<void> => {
    const { records } = await stand.store.read(FEED_START, 1_000);
    const opened = (await stand.store.open(records)).flatMap((r) => (isErased(r) ? [] : [r]));
    for (const definition of chronologyProjections(stand.vault.ref.bind(stand.vault))) {
      const projection = definition.create('read_a');
      const batch = opened.filter((r) => definition.handles.includes(r.event.type));
      await inTransaction(stand.db.events, async (tx) => {
        await projection.reset(tx);
        await projection.apply(batch, tx);
      });
    }
  };

  const conference = fact({
    type: 'social-care.conference-held',
    data: { date: '2026-03-01', kind: 'initial' },
    item: 'conference/1',
    occurred: { on: '2026-03-01' as PlainDate },
    recordedAt: onDay(0),
    knownFrom: onDay(14),
  });
  const plan = fact({
    type: 'social-care.protection-plan-started',
    data: { startDate: '2026-03-01', plan: 'OWN-PLAN-9' },
    item: 'plan/9/start',
    occurred: { on: '2026-03-01' as PlainDate },
    knownFrom: onDay(15),
  });
  const closed = fact({
    type: 'social-care.case-closed',
    data: { date: '2026-02-01' },
    occurred: { on: '2026-02-01' as PlainDate },
    knownFrom: onDay(-29),
  });

  /** A form signed on day 0 that comes on day 14. */
  async function story(): Promise<void> {
    await append(onDay(-30), [linked('council-1', { knownFrom: onDay(-30) })]);
    await append(onDay(-29), [closed]);
    await append(onDay(14), [conference, delivered(DAILY, onDay(14))]);
    await append(onDay(15), [plan]);
    clock = onDay(16);
    await project();
  }

  type Answer = {
    entries: { type: string; eventId: string; data: unknown; note?: string }[];
    withheld: unknown[];
    next: string | null;
  };
  const get = async (query: string, path = '/chronology'): Promise<Answer> => {
    const answer = await request(app.getHttpServer()).get(`/v1/children/${REF}${path}${query}`);
    expect(answer.status).toBe(200);
    return answer.body as Answer;
  };
  const byService = async (raw: Record<string, string>): Promise<unknown> =>
    JSON.parse(JSON.stringify(await answers.chronology(worker, REF, parseChronologyQuery(raw, COUNCIL, clock))));
  const types = (answer: Answer): string[] => answer.entries.map((e) => e.type);

  describe('a form signed on day 0 and received on day 14', () => {
    it.each([
      ['is not available on day 7', { asKnownOn: onDay(7) }, false],
      ['is available on day 14', { asKnownOn: onDay(14) }, true],
      ['is available on day 14, given as a day', { asKnownOn: '2026-03-15' }, true],
      ['is held by its agency on day 0', { asKnownOn: onDay(0), view: 'held', for: COUNCIL }, true],
      ['is not held by its agency the day before', { asKnownOn: onDay(-1), view: 'held', for: COUNCIL }, false],
      ['is not held by a school', { asKnownOn: onDay(16), view: 'held', for: SCHOOL }, false],
    ])('%s, by HTTP and by service alike', async (_words, raw, there) => {
      const answer = await get(`?${new URLSearchParams(raw).toString()}`);
      expect(types(answer).includes('social-care.conference-held')).toBe(there);
      expect(await byService(raw)).toEqual(answer);
    });

    it('says of what its source gave no time that it is not known when recorded', async () => {
      const { entries } = await get(`?asKnownOn=${onDay(16)}`);
      expect(entries.map((e) => e.note)).toEqual(['not known when recorded', undefined, 'not known when recorded']);
    });
  });

  it('gives the same from the read model now as from the events known now', async () => {
    const now = await get('');
    const then = await get(`?asKnownOn=${clock}`);
    expect(now.entries).toHaveLength(3);
    expect(then.entries).toEqual(now.entries);
    const ofStatus = async (query: string): Promise<unknown> =>
      ((await get(query, '/status')) as unknown as { kinds: unknown }).kinds;
    expect(await ofStatus('?view=available')).toEqual(await ofStatus(''));
    const involved = async (query: string): Promise<unknown> => await get(query, '/involvement');
    expect(await involved('?view=available')).toEqual({ ...((await involved('')) as object), view: 'available' });
  });

  it('says what a child’s state was then, never that there was no plan', async () => {
    const kindAt = async (day: number): Promise<object | undefined> => {
      const { kinds } = (await get(`?asKnownOn=${onDay(day)}`, '/status')) as unknown as { kinds: { kind: string }[] };
      return kinds.find((k) => k.kind === 'protection-plan');
    };
    expect(await kindAt(14)).toMatchObject({
      state: 'none-known',
      words: expect.stringMatching(/^No child protection plan known to Tributary as at 15 March/) as string,
    });
    expect(await kindAt(15)).toMatchObject({ state: 'known', accounts: [{ agency: COUNCIL, since: '2026-03-01' }] });
    expect(JSON.stringify(await kindAt(15))).not.toMatch(/record-|OWN-PLAN/);
  });

  it('says from whom something should come, and since when it does not', async () => {
    const at = async (query = '') => ((await get(query, '/coverage')) as unknown as { sources: Covered[] }).sources;
    const council = async (query?: string) => (await at(query)).find(({ agency }) => agency === COUNCIL);
    expect(await council()).toMatchObject({ state: 'partial', since: null });
    expect((await at()).map(({ source, state }) => [source, state])).toContainEqual(['general-practice', 'absent']);
    const before = clock;
    clock = onDay(20);
    const feedAt = async (query?: string) => (await council(query))?.feeds.find(({ feed }) => feed === DAILY);
    expect(await feedAt()).toMatchObject({ state: 'silent', last: onDay(14), watched: true });
    expect(await feedAt(`?asKnownOn=${onDay(15)}`)).toMatchObject({ state: 'connected' });
    clock = before;
  });

  it('shows at a glance who is involved, whom to ring, what covers the child and what is open to the reader', async () => {
    const glance = (await get('', '')) as unknown as Record<string, unknown>;
    expect(Object.keys(glance)).toEqual([
      ...['child', 'asOf', 'names', 'status', 'involvement', 'coverage', 'alerts', 'withheld'],
    ]);
    expect(glance['alerts']).toEqual([OPEN_ALERT]);
    expect(glance['involvement']).toMatchObject({ agencies: [{ agency: COUNCIL, speakWith: [] }] });
    level = () => 'nothing';
    const shut = (await get('', '')) as unknown as Record<string, { state: string; agency: unknown }[]>;
    expect(shut['coverage']?.filter(({ agency }) => agency !== null)).toEqual([]);
  });

  it('pages by cursor without losing or doubling a line', async () => {
    const whole = await get('');
    const first = await get('?limit=2');
    const rest = await get(`?limit=2&cursor=${first.next ?? ''}`);
    expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
    expect(rest.next).toBeNull();
  });

  it('keeps to the days and the sector asked for', async () => {
    expect(types(await get('?to=2026-02-01'))).toEqual(['social-care.case-closed']);
    expect(types(await get('?from=2026-02-02'))).toHaveLength(2);
    expect(types(await get('?sector=education'))).toEqual([]);
  });

  it('marks once, with the rule, what may be known and not be read', async () => {
    level = (matter) => (matter.dataClass === 'child-protection' ? 'existence' : 'content');
    const answer = await get('');
    expect(types(answer)).toEqual(['social-care.case-closed']);
    expect(answer.withheld).toEqual([
      { agency: COUNCIL, dataClass: 'child-protection', rule: 'r1', reason: 'because', version: '3' },
    ]);
  });

  it('answers of what may not be known to exist as if it did not', async () => {
    level = (matter) => (matter.dataClass === 'child-protection' ? 'nothing' : 'content');
    const [now, status, involved] = [await get(''), await get('', '/status'), await get('', '/involvement')];
    const before = async (path: string): Promise<object> => await get(`?asKnownOn=${onDay(13)}`, path);
    expect(now.entries).toEqual(((await before('/chronology')) as Answer).entries);
    expect(now.withheld).toEqual([]);
    expect(JSON.stringify([status, involved])).not.toMatch(/2026-03-01|child-protection/);
  });

  it('writes one line in the ledger for each read', async () => {
    level = (matter) => (matter.dataClass === 'child-protection' ? 'existence' : 'content');
    await get('');
    await get('', '/status');
    await get('', '/involvement');
    await get('', '/coverage');
    await get('', '');
    expect(readings.map((r) => r.what)).toEqual(['chronology', 'status', 'involvement', 'coverage', 'child']);
    expect(readings[0]).toMatchObject({
      viewer: worker,
      child: CHILD,
      shown: [{ agency: COUNCIL, dataClass: 'social-care-status', rule: 'r1', version: '3' }],
      withheld: [{ dataClass: 'child-protection' }],
    });
  });

  it.each([
    ['?asKnownOn=soon', 400, 'as-known-on-wrong'],
    ['?asKnownOn=2027-01-01', 400, 'as-known-on-ahead'],
    ['?from=2026-13-01', 400, 'query-wrong'],
    ['?view=shown', 400, 'query-wrong'],
    ['?cursor=rubbish', 400, 'query-wrong'],
    ['?after=here', 400, 'query-wrong'],
    ['?limit=0', 400, 'query-wrong'],
    ['?sector=fishery', 400, 'query-wrong'],
  ])('refuses %s', async (query, status, code) => {
    const answer = await request(app.getHttpServer()).get(`/v1/children/${REF}/chronology${query}`);
    expect([answer.status, answer.body]).toEqual([status, { code }]);
    expect(readings).toEqual([]);
  });

  it('does not know a reference of another agency', async () => {
    const answer = await request(app.getHttpServer()).get('/v1/children/C-2/chronology');
    expect([answer.status, answer.body]).toEqual([404, { code: 'child-unknown' }]);
  });

  it('answers of a child that nothing opens as of one that is not there, and writes that it was refused', async () => {
    const missing = await request(app.getHttpServer()).get('/v1/children/C-2/chronology');
    refusal = { rule: 'no-relationship', reason: '' };
    const paths = ['/chronology', '/status', '/involvement', '/coverage', '', `/chronology?asKnownOn=${onDay(7)}`];
    for (const path of paths) {
      const refused = await request(app.getHttpServer()).get(`/v1/children/${REF}${path}`);
      expect([refused.status, refused.body]).toEqual([missing.status, missing.body]);
    }
    expect(readings.map(({ refusal: why, shown }) => [why?.rule, shown])).toEqual(
      paths.map(() => ['no-relationship', []]),
    );
  });

  it('says so when the read models have not come as far as the write', async () => {
    reached = false;
    const answer = await request(app.getHttpServer()).get(`/v1/children/${REF}/chronology?after=1.2.3`);
    expect([answer.status, answer.body]).toEqual([503, { code: 'position-not-reached' }]);
  });

  it('shows no gap where an event was erased, before the rows are folded anew and after', async () => {
    const stream = recordStream(recordId('council-1'));
    const events = await stand.store.load(stream);
    const version = events.find((e) => e.type === 'social-care.conference-held')?.version ?? 0;
    await stand.store.eraseOne(stream, version, 'court-order');
    const left = ['social-care.case-closed', 'social-care.protection-plan-started'];
    expect(types(await get(''))).toEqual(left);
    expect(types(await get(`?asKnownOn=${clock}`))).toEqual(left);
    await project();
    expect(types(await get(''))).toEqual(left);
  });
});
