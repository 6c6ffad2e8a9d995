import { formatOf } from '@tributary/feeds';
import type { AgencyId } from '@tributary/kernel';
import type { TokenBearers } from '@tributary/sign-in';
import request from 'supertest';
import { aFeed } from '../../testing/intake';
import { testIntakeHttp, type TestIntakeHttp } from '../../testing/intake-http';
import { TESTS_A_SECOND } from '../api/intake-http.module';
import { RateLimit } from '@tributary/runtime';
import type { ContractReport } from './contract';
import type { SandboxReceipt } from './receipt';

const signIns: TokenBearers = {
  clients: async () => ['oakfield', 'wexbourne'].map((id) => ({ id, agency: id as AgencyId, scopes: ['feed'] })),
  holds: async () => true,
};
const HEADER = 'UPN,LocalId,Surname,Forename,DOB,Postcode,LAESTAB,Date,Session,Code,Comment,RecordedAt';
const WREN = 'P999999915900,7,Sandling,Wren,2014-05-12,WX99 1AA,9994001';
const file = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
const mark = (code: string, hour = '09', who = WREN): string =>
  `${who},2026-01-12,AM,${code},,2026-01-12T${hour}:05:00Z`;

let hub: TestIntakeHttp;
let oakfield: string;
let wexbourne: string;
let today: string;
/** Every test has a second of its own, however long it takes. */
let second = 0;
const sandboxRate = new RateLimit(TESTS_A_SECOND, () => second * 1_000);

beforeAll(async () => {
  const feeds = [
    aFeed('oakfield.attendance', 'attendance-csv', { live: false, undeclared: ['supplier'] }),
    aFeed('oakfield.events', 'cloudevents'),
    aFeed('wexbourne.census', 'cin-census-xml'),
  ];
  hub = await testIntakeHttp(feeds, signIns, {}, { clock: () => `${today}T12:00:00.000Z` as never, sandboxRate });
  oakfield = await hub.provider.issueClientToken('oakfield');
  wexbourne = await hub.provider.issueClientToken('wexbourne');
});
beforeEach(async () => {
  second += 1;
  today = '2026-01-20';
  await hub.db.events.query('WITH gone AS (DELETE FROM sandbox.boxes) DELETE FROM sandbox.receipts');
});
afterEach(() => expect(hub.unexpected).toEqual([]));
afterAll(() => hub.close());

const http = () => request(hub.app.getHttpServer());
const as = (token: string, test: request.Test): request.Test => test.set('Authorization', `Bearer ${token}`);
const post = (text: string | Buffer, key?: string): request.Test => {
  const test = as(oakfield, http().post('/v1/sandbox/feeds/oakfield.attendance/messages')).set(
    'Content-Type',
    'text/csv',
  );
  return (key === undefined ? test : test.set('Idempotency-Key', key)).send(text);
};
const tried = async (text: string): Promise<SandboxReceipt> => (await post(text).expect(201)).body as SandboxReceipt;
const effects = ({ records }: SandboxReceipt): readonly string[] =>
  records.flatMap(({ events = [] }) => events.map(({ effect }) => effect));

/** Every row of every table but the sandbox's own. */
async function borough(): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await hub.db.events.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('sandbox', 'pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const seen: [string, string][] = [];
  for (const { name } of tables) {
    const { rows } = await hub.db.events.query<{ all: string }>(
      `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS all FROM ${name} t`,
    );
    seen.push([name, rows[0]?.all ?? '']);
  }
  return Object.fromEntries(seen);
}

describe('a test delivery', () => {
  it('shows what it would become, and which child that does not exist it would be of', async () => {
    const { records, counts, sandbox } = await tried(file(mark('O')));
    expect(sandbox).toBe(true);
    expect(counts).toMatchObject({ accepted: 1, parked: 0, review: 0 });
    expect(records[0]).toMatchObject({
      place: 'line 2',
      outcome: 'accepted',
      child: { is: 'known', name: 'Wren Sandling', by: 'upn' },
      events: [{ type: 'education.attendance-recorded', effect: 'stated', dataClass: 'attendance', held: false }],
    });
  });

  it('says that a child is new, or that a person would have to look', async () => {
    const stranger = ',8,Nobody,Anna,2013-03-04,,9994001';
    const namesake = ',9,Sandling,Wren,2014-05-12,,9994001';
    const { records } = await tried(file(mark('O', '09', stranger), mark('O', '09', namesake)));
    expect(records.slice(0, 2).map(({ child }) => child)).toEqual([{ is: 'new' }, { is: 'unsure', by: 'not-certain' }]);
    // What the sandbox met itself it knows from then on.
    const again = await tried(file(mark('I', '10', stranger)));
    expect(again.records[0]).toMatchObject({ child: { is: 'new' }, events: [{ effect: 'corrected' }] });
  });

  it('holds against those before it: the same again, a correction, one too late, one taken back', async () => {
    await tried(file(mark('O')));
    expect((await tried(file(mark('O'), ''))).counts).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(effects(await tried(file(mark('I', '11'))))).toContain('corrected');
    const late = await tried(file(mark('B', '10')));
    expect(late.counts.late).toBe(1);
    expect(effects(late)).toContain('late');
    const back = await tried(file(mark('/', '12')));
    expect(back.counts.retracted).toBe(1);
    expect(effects(back)).toContain('taken-back');
  });

  it('parks one record with its place and takes the rest, and lists a code that nobody knows', async () => {
    const { counts, records, unmapped } = await tried(
      file(mark('Ä'), mark('O').replace('2026-01-12,AM', '12-2026,AM')),
    );
    expect(counts).toMatchObject({ parked: 1 });
    expect(records[1]).toMatchObject({ place: 'line 3', outcome: 'parked', code: 'date-unreadable' });
    expect(unmapped).toEqual([{ type: 'education.attendance-recorded', field: 'mark', own: 'Ä' }]);
  });

  it('answers a repetition with the same receipt, and refuses a key for other content', async () => {
    const first = await post(file(mark('O')), 'k-1').expect(201);
    const again = await post(file(mark('O')), 'k-1').expect(200);
    expect(again.body).toEqual({ ...(first.body as object), repeated: true });
    expect((await post(file(mark('I')), 'k-1').expect(422)).body).toMatchObject({ code: 'idempotency-key-reused' });
    const { id } = first.body as SandboxReceipt;
    expect((await as(oakfield, http().get(`/v1/sandbox/receipts/${id}`)).expect(200)).body).toEqual(first.body);
  });

  it('is refused whole where it is no file of that form, and remembered in no part', async () => {
    expect((await post(Buffer.from(file(mark('O')), 'utf16le')).expect(400)).body).toMatchObject({
      code: 'encoding-wrong',
    });
    expect((await post(file(mark('O')).replace('LocalId', 'Local')).expect(422)).body).toHaveProperty('code');
    expect((await tried(file(mark('O')))).counts).toMatchObject({ accepted: 1, duplicate: 0 });
  });
});

describe('nothing of a test delivery', () => {
  it('reaches a table of the borough, and no delivery of the borough reaches the sandbox', async () => {
    const start = await borough();
    const real = as(oakfield, http().post('/v1/feeds/oakfield.attendance/messages')).set('Content-Type', 'text/csv');
    await real.send(file(mark('O'))).expect(201);
    const before = await borough();
    expect(before).not.toEqual(start);
    await tried(file(mark('I', '11')));
    await tried(file(mark('/', '12')));
    await tried(file(mark('Ä', '13')).replace('12,AM', 'x,AM'));
    await post('no file').expect(422);
    expect(await borough()).toEqual(before);
    // Had it known of the mark above, this would have been a correction.
    await as(oakfield, http().delete('/v1/sandbox/feeds/oakfield.attendance')).expect(204);
    expect(effects(await tried(file(mark('B', '14'))))).not.toContain('corrected');
  });

  it('outlives the night, or stands in the clear', async () => {
    const { id } = await tried(file(mark('O')));
    const { rows } = await hub.db.events.query<{ all: string }>(
      `SELECT string_agg(encode(sealed, 'escape'), '') AS all FROM (SELECT sealed FROM sandbox.boxes
       UNION ALL SELECT sealed FROM sandbox.receipts) s`,
    );
    expect(rows[0]?.all).not.toMatch(/Wren|Sandling|P9999|attendance/);
    today = '2026-01-21';
    await as(oakfield, http().get(`/v1/sandbox/receipts/${id}`)).expect(404);
    expect((await tried(file(mark('O')))).counts).toMatchObject({ accepted: 1, duplicate: 0 });
    const { rows: left } = await hub.db.events.query('SELECT FROM sandbox.receipts WHERE id = $1', [id]);
    expect(left).toEqual([]);
  });
});

describe('the contract of a feed', () => {
  const path = '/v1/feeds/oakfield.events/contract-tests';
  const contract = async (): Promise<ContractReport> =>
    (await as(oakfield, http().get(path)).expect(200)).body as ContractReport;
  const missing = async (): Promise<readonly string[]> =>
    (await contract()).checks.filter(({ seen }) => !seen).map(({ id }) => id);
  const send = (text: string | Buffer): request.Test =>
    as(oakfield, http().post('/v1/sandbox/feeds/oakfield.events/messages')).type('application/x-ndjson').send(text);
  const samples = formatOf('cloudevents')?.samples?.() ?? [];
  const [first, last] = [samples[0]?.text ?? '', samples.at(-1)?.text ?? ''];

  it('is passed by what the hub saw, and by nothing that anybody says', async () => {
    for (const method of ['post', 'put', 'patch'] as const) {
      await as(oakfield, http()[method](path)).send({ state: 'passed' }).expect(404);
    }
    for (const { text } of samples) await send(text).expect(201);
    expect(await missing()).toEqual(['repeated', 'refused', 'too-large']);
    await send(last).expect(200);
    await send(Buffer.from(`\uFEFF${first}`, 'utf16le')).expect(400);
    expect((await contract()).state).toBe('open');
    await send(Buffer.alloc(1024 ** 2 + 1, 'a')).expect(413);
    expect(await contract()).toMatchObject({ state: 'passed', samplesAlone: true, hub: '0.1.0', catalogue: 'spec' });
    // A file of its own counts, and no sample takes its place.
    await send(first.replaceAll('sandbox-1', 'own-1').replaceAll('concern-1', 'own-1')).expect(201);
    await send(first);
    expect(await contract()).not.toHaveProperty('samplesAlone');
  });

  it('outlives the sandbox, and is its own agency’s alone', async () => {
    today = '2026-01-25';
    expect((await contract()).state).toBe('passed');
    await as(wexbourne, http().get(path)).expect(404);
    await as(wexbourne, http().post('/v1/sandbox/feeds/oakfield.events/messages'))
      .type('text/csv')
      .send(first)
      .expect(404);
    const { checks } = await contract();
    expect(new Set(checks.map(({ seen }) => seen?.client))).toEqual(new Set(['oakfield']));
  });
});

describe('the sandbox of a feed', () => {
  it('is its own agency’s alone', async () => {
    const { id } = await tried(file(mark('O')));
    const path = '/v1/sandbox/feeds/oakfield.attendance';
    const text = file(mark('O'));
    const asked = [http().get(path), http().delete(path), http().post(`${path}/messages`).type('text/csv').send(text)];
    for (const test of asked) {
      expect((await as(wexbourne, test).expect(404)).body).toMatchObject({ code: 'feed-unknown' });
    }
    await as(wexbourne, http().get(`/v1/sandbox/receipts/${id}`)).expect(404);
    await http().get(path).expect(401);
    // It stands as it stood.
    expect((await post(text).expect(200)).body).toMatchObject({ id, repeated: true });
  });

  it('names its children and its limits', async () => {
    const answer = await as(oakfield, http().get('/v1/sandbox/feeds/oakfield.attendance')).expect(200);
    expect(answer.body).toMatchObject({ limits: { bytes: 1_048_576, entries: 500 } });
    expect((answer.body as { children: unknown[] }).children).toHaveLength(12);
  });

  it('takes no more than it says: bytes, records, deliveries, requests', async () => {
    expect((await post(Buffer.alloc(1024 ** 2 + 1, 'a')).expect(413)).body).toMatchObject({
      code: 'delivery-too-large',
    });
    const long = Array.from({ length: 501 }, (_, i) => mark('O', '09', `,${i},,,,,9994001`));
    expect((await post(file(...long)).expect(409)).body).toMatchObject({ code: 'sandbox-full' });
    const many = Array.from({ length: TESTS_A_SECOND }, () =>
      as(oakfield, http().delete('/v1/sandbox/feeds/oakfield.attendance')),
    );
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses).toContain(429);
  });
});
