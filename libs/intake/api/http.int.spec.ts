import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import request from 'supertest';
import { aFeed } from '../../testing/intake';
import { testIntakeHttp, type TestIntakeHttp } from '../../testing/intake-http';
import { AUDIENCE, LocalProvider, type TokenBearers } from '@tributary/sign-in';

const signIns: TokenBearers = {
  clients: async () => ['oakfield', 'wexbourne'].map((id) => ({ id, agency: id as AgencyId, scopes: ['feed'] })),
  holds: async (who, role, agency) => who === 'p-manager' && role === 'feed-manager' && agency === 'oakfield',
};
const LIMIT = 4 * 1024 ** 2;

let it_: TestIntakeHttp;
let provider: LocalProvider;
let home: string;
let ISSUER: string;
let oakfield: string;
let wexbourne: string;

beforeAll(async () => {
  const feeds = [
    aFeed('oakfield.events', 'cloudevents'),
    aFeed('oakfield.attendance', 'attendance-csv'),
    aFeed('wexbourne.census', 'cin-census-xml'),
  ];
  it_ = await testIntakeHttp(feeds, signIns, { maxBytes: LIMIT, inlineBytes: 64 * 1024 });
  ({ provider, home, issuer: ISSUER } = it_);
  oakfield = await provider.issueClientToken('oakfield');
  wexbourne = await provider.issueClientToken('wexbourne');
});
afterAll(() => it_.close());
afterEach(() => expect(it_.unexpected).toEqual([]));

const http = () => request(it_.app.getHttpServer());
const asOakfield = (test: request.Test): request.Test => test.set('Authorization', `Bearer ${oakfield}`);
const asWexbourne = (test: request.Test): request.Test => test.set('Authorization', `Bearer ${wexbourne}`);

let made = 0;
const concern = (more: object = {}) => ({
  specversion: '1.0',
  source: 'https://oakfield.example/mis',
  type: 'education.school-concern-raised',
  time: '2026-01-12T09:30:00Z',
  id: `e-${(made += 1)}`,
  data: { record: { system: 'mis', localId: '1001' }, fact: { concern: 'neglect', raisedOn: '2026-01-12' } },
  ...more,
});
const postEvent = (body: object | string, type = 'application/cloudevents+json'): request.Test =>
  asOakfield(http().post('/v1/events'))
    .set('Content-Type', type)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
const postCsv = (text: string | Buffer): request.Test =>
  asOakfield(http().post('/v1/feeds/oakfield.attendance/messages')).set('Content-Type', 'text/csv').send(text);
const postXml = (text: string): request.Test =>
  asWexbourne(http().post('/v1/feeds/wexbourne.census/messages')).set('Content-Type', 'application/xml').send(text);

const HEADER = 'UPN,LocalId,Surname,Forename,DOB,LAESTAB,Date,Session,Code';
const ROW = ',P1,Testov,Anna,2014-03-04,9994001,2026-01-12,AM,O';

/** Any text, without its type being any. */
const aText = (): unknown => expect.any(String);

function problem(answer: request.Response, status: number, code: string): void {
  expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code, status })]);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const { title, detail, type } = answer.body as { title: string; detail: string; type: string };
  expect(title && detail && type).toBeTruthy();
  expect(JSON.stringify(answer.body)).not.toMatch(/Testov|Anna|at .*\.ts|node_modules/);
}
const deliveries = async (): Promise<number> =>
  Number((await it_.db.events.query<{ n: string }>('SELECT count(*) AS n FROM intake.deliveries')).rows[0]?.n);
const rawRows = async (): Promise<number> =>
  Number((await it_.db.events.query<{ n: string }>('SELECT count(*) AS n FROM intake.raw')).rows[0]?.n);

describe('the ways in', () => {
  it('take CloudEvents structured, binary, as a batch and by the line', async () => {
    const one = await postEvent(concern()).expect(201);
    expect(one.body).toMatchObject({ status: 'done', counts: { accepted: 1 } });
    expect(one.headers).toMatchObject({
      'cache-control': 'no-store',
      location: `/v1/receipts/${(one.body as { id: string }).id}`,
    });
    await postEvent([concern(), concern()], 'application/cloudevents-batch+json').expect(201);
    await postEvent(`${JSON.stringify(concern())}\n${JSON.stringify(concern())}\n`, 'application/x-ndjson').expect(201);
    const { data, ...attributes } = concern();
    const binary = asOakfield(http().post('/v1/events')).set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(attributes)) void binary.set(`ce-${name}`, String(value));
    expect((await binary.send(JSON.stringify(data)).expect(201)).body).toMatchObject({
      counts: { accepted: 1, parked: 0 },
    });
  });

  it('answer a repetition with the same receipt', async () => {
    const event = concern();
    const first = await postEvent(event).set('Idempotency-Key', 'k-1').expect(201);
    const again = await postEvent(event).set('Idempotency-Key', 'k-1').expect(200);
    expect(again.body).toMatchObject({ ...(first.body as object), finishedAt: aText(), repeated: true });
    problem(await postEvent(concern()).set('Idempotency-Key', 'k-1'), 422, 'idempotency-key-reused');
  });

  it('mark history as such', async () => {
    const answer = await postCsv(`${HEADER}\n${ROW}\n`).set('X-Backfill', 'true').expect(201);
    expect(answer.body).toMatchObject({ backfill: true });
  });

  it('say how far a feed is on its way to going live, to its own agency only', async () => {
    const { items } = (await asOakfield(http().get('/v1/feeds/oakfield.events/checklist')).expect(200)).body as {
      items: { id: string; done: boolean; next?: string }[];
    };
    expect(items.find(({ id }) => id === 'agreement')).toMatchObject({ done: false, next: aText() });
    expect(items.find(({ id }) => id === 'mapping')).toMatchObject({ done: true });
    problem(await asOakfield(http().get('/v1/feeds/wexbourne.census/checklist')), 404, 'feed-unknown');
  });

  it('show a receipt, and feeds, to their own agency only', async () => {
    const { id } = (await postEvent(concern()).expect(201)).body as { id: string };
    await asOakfield(http().get(`/v1/receipts/${id}`)).expect(200);
    problem(await asWexbourne(http().get(`/v1/receipts/${id}`)), 404, 'receipt-unknown');
    problem(await asOakfield(http().get('/v1/receipts/1')), 404, 'receipt-unknown');
    const { feeds } = (await asOakfield(http().get('/v1/feeds')).expect(200)).body as { feeds: { id: string }[] };
    expect(feeds.map((feed) => feed.id)).toEqual(['oakfield.events', 'oakfield.attendance']);
    const state = (await asOakfield(http().get('/v1/feeds/oakfield.events')).expect(200)).body as object;
    expect(state).toMatchObject({ currency: 'live', lastSeen: aText(), parked: 0, lagSeconds: 0 });
    problem(await asOakfield(http().get('/v1/feeds/wexbourne.census')), 404, 'feed-unknown');
  });

  it('show parked records without their values, page by page, and redrive them', async () => {
    const bad = Array.from({ length: 3 }, () => concern({ type: 'education.no-such-thing' }));
    await postEvent(bad, 'application/cloudevents-batch+json').expect(201);
    const first = (await asOakfield(http().get('/v1/feeds/oakfield.events/parked?limit=2')).expect(200)).body as Page;
    const second = (await asOakfield(http().get(`/v1/feeds/oakfield.events/parked?limit=2&cursor=${first.next}`)))
      .body as Page;
    expect([first.parked.length, second.parked.length, second.next]).toEqual([2, 1, undefined]);
    expect(JSON.stringify(first)).not.toContain('1001');
    const parked = first.parked[0]?.id ?? '';
    const tried = await asOakfield(http().post(`/v1/feeds/oakfield.events/parked/${parked}/redrive`)).expect(200);
    expect(tried.body).toMatchObject({ tried: 1, stillParked: 1 });
    const all = await asOakfield(http().post('/v1/feeds/oakfield.events/redrive'));
    expect([all.status, all.body]).toMatchObject([200, { state: 'done', total: 3, done: 3, stillParked: 3 }]);
    problem(await asWexbourne(http().post('/v1/feeds/oakfield.events/redrive')), 404, 'feed-unknown');
    problem(await asOakfield(http().get('/v1/feeds/oakfield.events/parked?limit=0&cursor=x')), 400, 'request-wrong');
  });
});
type Page = { parked: { id: string }[]; next?: string };

describe('tokens', () => {
  it('are given by the local provider, by either way of naming the client', async () => {
    const secrets = JSON.parse(await readFile(join(home, 'clients.json'), 'utf8')) as Record<string, string>;
    expect((await stat(join(home, 'clients.json'))).mode & 0o777).toBe(0o600);
    const form = 'grant_type=client_credentials';
    const basic = await http()
      .post('/oidc/token')
      .auth('oakfield', secrets['oakfield'] ?? '')
      .send(form)
      .expect(200);
    const post = await http()
      .post('/oidc/token')
      .send(`${form}&client_id=oakfield&client_secret=${secrets['oakfield']}`)
      .expect(200);
    for (const { body } of [basic, post]) {
      const token = (body as { access_token: string }).access_token;
      await http().get('/v1/feeds').set('Authorization', `Bearer ${token}`).expect(200);
    }
    await http().post('/oidc/token').auth('oakfield', 'wrong').send(form).expect(401);
  });

  it('of a person act in a role that the directory knows', async () => {
    const [manager, oak] = ['p-manager' as PractitionerId, 'oakfield' as AgencyId];
    const good = await provider.issueUserToken(manager, 'feed-manager' as RoleCode, oak);
    await http().get('/v1/feeds').set('Authorization', `Bearer ${good}`).expect(200);
    problem(await http().post('/v1/events').set('Authorization', `Bearer ${good}`).send('{}'), 403, 'agency-only');
    const other = await provider.issueUserToken(manager, 'auditor' as RoleCode, oak);
    problem(await http().get('/v1/feeds').set('Authorization', `Bearer ${other}`), 403, 'bearer-unknown');
  });

  it('are refused where anything about them is wrong', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const local = JSON.parse(await readFile(join(home, 'oidc-key.json'), 'utf8')) as { kid: string; x: string };
    const sign = (
      claims: object,
      more: { issuer?: string; audience?: string; expiry?: string } = {},
    ): Promise<string> =>
      new SignJWT({ client_id: 'oakfield', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: local.kid })
        .setSubject('oakfield')
        .setIssuer(more.issuer ?? ISSUER)
        .setAudience(more.audience ?? AUDIENCE)
        .setExpirationTime(more.expiry ?? '1h')
        .sign(privateKey);
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { client_id: 'oakfield', sub: 'oakfield', iss: ISSUER, aud: AUDIENCE, exp: 9_999_999_999 };
    const none = `${encode({ alg: 'none' })}.${encode(claims)}.`;
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: local.kid })
      .sign(Buffer.from(local.x));
    const parts = oakfield.split('.');
    const changed = [parts[0], encode({ ...claims, client_id: 'wexbourne' }), parts[2]].join('.');
    const bad = [none, hmac, changed, await sign({}), await sign({}, { issuer: 'https://elsewhere.example' }), 'x'];
    for (const token of bad)
      problem(await http().get('/v1/feeds').set('Authorization', `Bearer ${token}`), 401, 'token-refused');
    problem(await http().get('/v1/feeds'), 401, 'token-refused');
    problem(await http().get('/v1/feeds').set('Authorization', 'Basic eDp5'), 401, 'token-refused');
    problem(
      await http()
        .get('/v1/feeds')
        .set('Authorization', `Bearer ${'a'.repeat(9_000)}`),
      401,
      'token-refused',
    );
  });

  it('expire, and name this hub', async () => {
    const expired = await signedHere('-1h', AUDIENCE);
    problem(await http().get('/v1/feeds').set('Authorization', `Bearer ${expired}`), 401, 'token-refused');
    const elsewhere = await signedHere('1h', 'urn:another:api');
    problem(await http().get('/v1/feeds').set('Authorization', `Bearer ${elsewhere}`), 401, 'token-refused');
    await http()
      .get('/v1/feeds')
      .set('Authorization', `Bearer ${await signedHere('1h', AUDIENCE)}`)
      .expect(200);
  });

  it('are not given by the local provider in production', () => {
    const production = () =>
      new LocalProvider({ env: 'production', home, issuer: ISSUER, clients: () => signIns.clients() });
    expect(production).toThrow('No local sign-in in production');
  });
});

async function signedHere(expiry: string, audience: string): Promise<string> {
  const key = JSON.parse(await readFile(join(home, 'oidc-key.json'), 'utf8')) as { kid: string };
  return new SignJWT({ client_id: 'oakfield' })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setSubject('oakfield')
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setExpirationTime(expiry)
    .sign(await importJWK(key, 'ES256'));
}

describe('bad input', () => {
  it('is told what and where, and leaves nothing behind', async () => {
    const census =
      '<?xml version="1.0"?><Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>';
    problem(await postEvent('{"specversion":'), 400, 'json-broken');
    problem(await postXml(`${census}</Header>`), 400, 'xml-broken');
    problem(
      await postXml('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Message>&e;</Message>'),
      400,
      'xml-doctype-refused',
    );
    problem(await postXml(census), 400, 'xml-broken');
    const header = await postCsv('Name,Date\nTestov,2026-01-12\n');
    problem(header, 422, 'csv-header-wrong');
    expect(header.body).toMatchObject({ line: 1, receipt: aText() });
    problem(
      await postCsv(Buffer.from(`${HEADER}\n,P1,Mül,Anna,2014-03-04,9994001,2026-01-12,AM,O\n`, 'latin1')),
      400,
      'encoding-wrong',
    );
    const failed = (await asOakfield(http().get('/v1/feeds/oakfield.attendance'))).body as { failed: number };
    expect(failed.failed).toBe(2);
  });

  it('of a wrong kind is refused before it is kept', async () => {
    const before = await deliveries();
    problem(await postEvent(concern(), 'application/xml'), 415, 'media-type-wrong');
    problem(await postCsv(`${HEADER}\n`).set('Content-Type', 'application/json'), 415, 'media-type-wrong');
    problem(await postCsv(`${HEADER}\n`).set('Content-Encoding', 'gzip'), 415, 'content-encoding-refused');
    problem(await postEvent(concern()).set('Idempotency-Key', 'has space'), 400, 'idempotency-key-wrong');
    expect(await deliveries()).toBe(before);
  });

  it('cannot leave its feed', async () => {
    const send = (feed: string): request.Test =>
      asOakfield(http().post(`/v1/feeds/${feed}/messages`))
        .set('Content-Type', 'text/csv')
        .send(`${HEADER}\n${ROW}\n`);
    for (const feed of [
      'wexbourne.census',
      '..%2f..%2fetc%2fpasswd',
      '%00',
      'constructor',
      '__proto__',
      'a'.repeat(2_000),
    ]) {
      problem(await send(feed), 404, 'feed-unknown');
    }
    problem(await send('%zz'), 400, 'request-wrong');
    problem(await http().get('/v1/nothing'), 404, 'not-found');
  });

  it('over the size limit is refused: before it is read where its length is told, else while it is read', async () => {
    const before = [await deliveries(), await rawRows()];
    const told = await raw({ 'Content-Length': String(LIMIT + 1) }, []);
    expect(told).toMatchObject({ status: 413, body: { code: 'delivery-too-large', limit: LIMIT } });
    const chunks = Array.from({ length: 80 }, () => Buffer.alloc(65_536, 'a'));
    const cut = await raw({ 'Transfer-Encoding': 'chunked' }, chunks);
    expect(cut).toMatchObject({ status: 413, body: { code: 'delivery-too-large' } });
    expect([await deliveries(), await rawRows()]).toEqual(before);
  });

  it('with headers too large is told so', async () => {
    const answer = await raw({ 'X-Large': 'a'.repeat(20_000), 'Content-Length': '0' }, []);
    expect(answer).toMatchObject({ status: 431, body: { code: 'headers-too-large' } });
  });

  it('that breaks off is not kept', async () => {
    const before = [await deliveries(), await rawRows()];
    const arriving = async (): Promise<number> =>
      (await it_.db.events.query(`SELECT FROM intake.deliveries WHERE status = 'arriving'`)).rows.length;
    const begun = settled(async () => (await arriving()) === 1);
    await expect(raw({ 'Content-Length': '200000' }, [Buffer.alloc(100_000, 'a')], begun)).rejects.toThrow(
      'broken off',
    );
    await settled(async () => (await arriving()) === 0);
    expect([await deliveries(), await rawRows()]).toEqual(before);
  });
});

/** A request whose body and headers Node's own client would not send as told. */
function raw(
  headers: Record<string, string>,
  chunks: readonly Buffer[],
  breakOffAfter?: Promise<void>,
): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      port: it_.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/feeds/oakfield.attendance/messages',
      headers: { Authorization: `Bearer ${oakfield}`, 'Content-Type': 'text/csv', ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(parts).toString()) }),
      );
    });
    if (chunks.length === 0) outgoing.flushHeaders();
    for (const chunk of chunks) outgoing.write(chunk);
    if (breakOffAfter) void breakOffAfter.then(() => outgoing.destroy(new Error('broken off')), reject);
    else if (chunks.length > 0) outgoing.end();
  });
}

async function settled(look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error('waited 10 s in vain');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
