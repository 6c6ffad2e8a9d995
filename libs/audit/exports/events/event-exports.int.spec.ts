import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessMigrations, type Agreement, DisclosureLedger } from '@tributary/access';
import {
  ChildReader,
  chronologyMigrations,
  chronologyProjections,
  EveryChild,
  type Viewer,
} from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import { inTransaction } from '@tributary/event-store';
import {
  type AgencyId,
  type ChildId,
  FEED_START,
  type FeedId,
  type Instant,
  isErased,
  type NewEvent,
  type RecordId,
  type RecordRef,
  recordStream,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import { parse } from 'csv-parse/sync';
import { aChild, anEvent, readable, type TestStore, testStore } from '../../../testing/store';
import { EventExports } from './event-exports';

const SCHOOL = 'ash-lane' as AgencyId;
const HOSPITAL = 'wexbourne-hospital' as AgencyId;
const NOW = '2026-05-04T10:00:00.000Z' as Instant;
const analyst = { practitioner: 'p-whinfell', role: 'analyst', agency: 'operator' } as Viewer;
const CANARIES = ['Wren', 'Okoro', 'ZZ1 1AA', 'LOCAL-77', 'bruise', '2026-02-03', '9994002'];
const MANY = 12;

type CsvRow = Readonly<Record<'child' | 'month' | 'type' | 'sector' | 'known_after' | 'codes', string>>;

describe('events without names', () => {
  let t: TestStore;
  let desk: string;
  let exports: EventExports;
  const children = Array.from({ length: MANY }, aChild);
  const streams: StreamId[] = [];

  const said = (child: ChildId, type: string, more: Partial<NewEvent> = {}): NewEvent => {
    const stream = recordStream(uuidv7() as RecordId);
    streams.push(stream);
    return anEvent(stream, {
      ...{ childId: child, type, dataClass: 'education', retention: 'education' },
      source: { agency: SCHOOL, feed: 'school' as FeedId, record: 'LOCAL-77' as RecordRef },
      ...{ occurred: { at: '2026-02-03T09:00:00.000Z' as Instant }, receivedAt: NOW },
      data: {
        concern: { code: 'NEGLECT', own: 'bruise on Wren Okoro', term: 'ZZ1 1AA' },
        ...{ raisedOn: '2026-02-03', school: '9994002', note: 'Wren Okoro' },
      },
      ...more,
    });
  };
  const CONCERN = 'education.school-concern-raised';

  async function put(events: readonly NewEvent[]): Promise<void> {
    const { position } = await t.store.append({ streams: events.map((e) => e.streamId) }, () => ({ events }));
    await readable(t.store, position);
    const { records } = await t.store.read(FEED_START, 1_000);
    const opened = (await t.store.open(records)).flatMap((one) => (isErased(one) ? [] : [one]));
    const definition = chronologyProjections(t.vault.ref.bind(t.vault)).find(({ name }) => name === 'chronology');
    await t.db.owner.query('TRUNCATE read_a.chronology');
    await inTransaction(t.db.events, async (tx) => definition?.create('read_a').apply(opened, tx));
  }

  beforeAll(async () => {
    t = await testStore([...chronologyMigrations, ...accessMigrations], { clock: () => NOW });
    const { store, vault, db } = t;
    const refOf = vault.ref.bind(vault);
    const slotOf = async () => 'read_a' as const;
    const sectors = new Map<string, string>([
      [SCHOOL, 'education'],
      [HOSPITAL, 'health'],
    ]);
    const view = { agency: (id: string) => ({ id, sector: sectors.get(id), authority: '999' }) };
    const agreed = { agreement: 'education-1', version: 2, analysis: ['education', 'court'] } as unknown as Agreement;
    exports = new EventExports({
      ...{
        every: new EveryChild({ pool: db.events, slotOf }),
        reader: new ChildReader({ pool: db.events, store, refOf, slotOf }),
      },
      directory: { current: async () => view } as unknown as Directory,
      agreements: { inForce: ({ sector }) => (sector === 'education' ? agreed : undefined) },
      ...{ ledger: new DisclosureLedger(db.events), refOf, now: () => NOW },
    });
    const held = { state: 'held', by: 'team-manager', audience: [] } as unknown as NewEvent['release'];
    const [first] = children as [ChildId];
    await put([
      ...children.map((child) => said(child, CONCERN)),
      ...children.map((child) => said(child, CONCERN, { dataClass: 'court' })),
      ...children.map((child) => said(child, CONCERN, { dataClass: 'attendance' })),
      ...children.map((child) => said(child, CONCERN, { release: held })),
      ...children.map((child) =>
        said(child, 'health.emergency-attended', {
          source: { agency: HOSPITAL, feed: 'ed' as FeedId, record: 'r' as RecordRef },
        }),
      ),
      ...children.map((child) => said(child, CONCERN, { occurred: { at: '2026-04-30T23:30:00.000Z' as Instant } })),
      said(first, 'education.pupil-excluded', { data: { startDate: '2026-02-03' } }),
    ]);
  }, 60_000);
  afterAll(() => t.close());
  beforeEach(async () => {
    desk = await mkdtemp(join(tmpdir(), 'tributary-events-'));
    await t.db.owner.query('TRUNCATE access.disclosures');
  });
  afterEach(() => rm(desk, { recursive: true, force: true }));

  const order = { from: '2026-01', to: '2026-03', purpose: 'partnership-review' };
  async function rowsOf(name: string, more: object = {}): Promise<readonly CsvRow[]> {
    await exports.write(analyst, { ...order, ...more }, join(desk, name));
    return parse(await readFile(join(desk, name)), { columns: true });
  }
  const namesIn = (rows: readonly CsvRow[]): readonly string[] => rows.map(({ child }) => child);

  it('are one row each: of what agreements let out, and nothing held, restricted or of others', async () => {
    const rows = await rowsOf('a.csv');
    expect(rows).toHaveLength(MANY);
    expect(new Set(namesIn(rows)).size).toBe(MANY);
    for (const { child, ...row } of rows) {
      expect(children).not.toContain(child);
      expect(row).toEqual({
        ...{ month: '2026-02', type: CONCERN, sector: 'education', known_after: 'later' },
        codes: 'concern=NEGLECT',
      });
    }
  });

  it('hold no name, number, postcode, local id, day or free text', async () => {
    await rowsOf('a.csv');
    const text = (await Promise.all((await readdir(desk)).map((name) => readFile(join(desk, name), 'utf8')))).join(
      '\n',
    );
    expect(text.split('\n').length).toBeGreaterThan(MANY);
    for (const canary of [...CANARIES, ...children, SCHOOL]) expect(text).not.toContain(canary);
  });

  it('leave out what fewer than ten children share, and say so without the number', async () => {
    const rows = await rowsOf('a.csv');
    expect(rows.some(({ type }) => type === 'education.pupil-excluded')).toBe(false);
    expect(parse(await readFile(join(desk, 'a.csv.counts.csv')), { columns: true })).toEqual([
      { month: '2026-02', type: 'education.pupil-excluded', sector: 'education', children: 'fewer than 10' },
      { month: '2026-02', type: CONCERN, sector: 'education', children: '10' },
    ]);
  });

  it('come as counts alone where these are asked for, the same bytes as beside the rows', async () => {
    await rowsOf('a.csv');
    const told = await exports.write(analyst, { ...order, table: 'counts' }, join(desk, 'b.csv'));
    expect(await readFile(join(desk, 'b.csv'), 'utf8')).toBe(await readFile(join(desk, 'a.csv.counts.csv'), 'utf8'));
    expect([told.rows, told.files]).toEqual([2, [join(desk, 'b.csv')]]);
    expect((await readdir(desk)).sort()).toEqual(['a.csv', 'a.csv.counts.csv', 'b.csv']);
  });

  it('cannot be joined by pseudonym or by order, unless under a key that was named', async () => {
    const [a, b] = [namesIn(await rowsOf('a.csv')), namesIn(await rowsOf('b.csv'))];
    expect(a.filter((name) => b.includes(name))).toEqual([]);
    const [c, d] = [await rowsOf('c.csv', { key: 'review-2026' }), await rowsOf('d.csv', { key: 'review-2026' })];
    expect(new Set(namesIn(c))).toEqual(new Set(namesIn(d)));
    expect(namesIn(c)).not.toEqual(namesIn(d));
    expect(namesIn(await rowsOf('e.csv', { key: 'review-2027' })).filter((name) => namesIn(c).includes(name))).toEqual(
      [],
    );
  });

  it('stand in the ledger with purpose, period, who and how many; of no child', async () => {
    const rows = await rowsOf('a.csv');
    const { rows: lines } = await t.db.owner.query('SELECT * FROM access.disclosures');
    expect(lines).toEqual([
      expect.objectContaining({
        ...{ practitioner: 'p-whinfell', role: 'analyst', what: 'export-events', purpose: 'partnership-review' },
        ...{
          child_token: null,
          shown: [{ agency: SCHOOL, dataClass: 'education', rule: 'analysis', version: 'education-1/2' }],
        },
        taken: { id: expect.any(String) as string, format: 'csv', lines: rows.length, covers: '2026-01 to 2026-03' },
      }),
    ]);
  });

  it.each(['auditor', 'social-worker', 'operator', 'designated-safeguarding-lead', 'feed-manager', ''])(
    'are refused to the role %j, and the ledger knows',
    async (role) => {
      const other = { ...analyst, role } as Viewer;
      await expect(exports.write(other, order, join(desk, 'a.csv'))).rejects.toMatchObject({ code: 'role-wrong' });
      expect(await readdir(desk)).toEqual([]);
      const { rows } = await t.db.owner.query('SELECT refusal, taken FROM access.disclosures');
      expect(rows).toEqual([{ refusal: expect.objectContaining({ rule: 'analysts-only' }) as unknown, taken: null }]);
    },
  );

  it.each([
    [{ purpose: '' }, 'purpose-missing'],
    [{ purpose: 'about Wren Okoro' }, 'purpose-missing'],
    [{ from: '2026-01-05' }, 'period-wrong'],
    [{ from: '2026-04', to: '2026-03' }, 'period-wrong'],
    [{ to: '2026-05' }, 'period-wrong'],
    [{ to: '2026-13' }, 'period-wrong'],
    [{ key: "x' OR 1=1" }, 'period-wrong'],
    [{ table: 'names' }, 'period-wrong'],
  ])('are refused for %j', async (wrong, code) => {
    await expect(exports.write(analyst, { ...order, ...wrong }, join(desk, 'a.csv'))).rejects.toMatchObject({ code });
    expect(await readdir(desk)).toEqual([]);
  });

  it('leave no file where the ledger could not be written', async () => {
    await t.db.owner.query('REVOKE INSERT ON access.disclosures FROM tributary_app');
    await expect(rowsOf('a.csv')).rejects.toThrow();
    await t.db.owner.query('GRANT INSERT ON access.disclosures TO tributary_app');
    expect(await readdir(desk)).toEqual([]);
  });

  it('write over nothing that is there', async () => {
    await rowsOf('a.csv');
    const before = await readFile(join(desk, 'a.csv'), 'utf8');
    await expect(rowsOf('a.csv')).rejects.toThrow();
    expect(await readFile(join(desk, 'a.csv'), 'utf8')).toBe(before);
  });

  it('miss what was erased meanwhile, though its row stands', async () => {
    for (const stream of streams.slice(0, 2)) await t.store.eraseOne(stream, 1, 'court-order');
    expect(await rowsOf('a.csv')).toHaveLength(MANY - 2);
  });
});
