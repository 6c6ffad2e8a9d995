import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metrics, silentLogger } from '@tributary/runtime';
import { Webhook } from 'standardwebhooks';
import { Endpoints, WebhookSender } from '../index';
import { COUNCIL, documentWith, type House, house } from '../outbound.fixture';
import type { Resolve } from '@tributary/runtime';

const OLD = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

type Got = Readonly<{ path: string; headers: IncomingHttpHeaders; body: string }>;
let h: House;
let server: Server;
let port: number;
let got: Got[];
let answers: (path: string) => { status: number; headers?: Record<string, string>; body?: string; silent?: true };
let secrets: string;
let endpoints: Endpoints;

beforeEach(async () => {
  got = [];
  answers = () => ({ status: 204 });
  server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      const { status, headers = {}, body: said = '', silent } = answers(request.url ?? '');
      if (!silent) response.writeHead(status, headers).end(said);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  port = (server.address() as AddressInfo).port;
  secrets = await mkdtemp(join(tmpdir(), 'tributary-secrets-'));
  await writeFile(join(secrets, COUNCIL), `${NEW}\n${OLD}\n`);
  h = await house({ by: 'webhook', to: `http://127.0.0.1:${port}/notices` });
  endpoints = new Endpoints(h.db.events);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await h.close();
  await rm(secrets, { recursive: true });
});

type More = Readonly<{ hosts?: readonly string[]; resolve?: Resolve; timeoutMs?: number }>;
const sender = ({ hosts = [`127.0.0.1:${port}`], ...more }: More = {}): WebhookSender =>
  new WebhookSender({
    ...{ book: h.book, endpoints, directory: h.directory, secretsDir: secrets, hosts, ...more },
    children: { refOf: async (agency, child) => h.vault.ref(agency, child) },
    ...{ base: 'https://hub.wexbourne.example', logger: silentLogger, metrics: new Metrics(), chance: () => 0.5 },
  });
const standing = async () => (await endpoints.standing([COUNCIL]))[0];
const due = () => h.db.events.query('UPDATE outbound.notices SET next_try = clock_timestamp()');

describe('a system that is called', () => {
  it('has the notice once, signed with each secret, and nothing that tells a story', async () => {
    await h.raises();
    expect(await sender().sendDue()).toBe(1);
    expect(await sender().sendDue()).toBe(0);
    const [call] = got;
    const headers = call?.headers as Record<string, string>;
    for (const secret of [OLD, NEW]) {
      const opened = new Webhook(secret).verify(call?.body ?? '', headers) as { type: string; data: object };
      expect([opened.type, Object.keys(opened.data)]).toEqual(['notice', ['id', 'key', 'urgency', 'ask']]);
      expect(() => new Webhook(secret).verify(`${call?.body} `, headers)).toThrow();
    }
    expect(headers['webhook-id']).toBe((JSON.parse(call?.body ?? '') as { data: { id: string } }).data.id);
    for (const word of [h.child, 'brought', 'p-marlow']) expect(JSON.stringify(got)).not.toContain(word);
    expect(await standing()).toMatchObject({ answer: '204', waiting: 0, failed: 0, failingSince: null });
  });

  it('is called again later where it fails, by the schedule, and is given up after its end', async () => {
    answers = () => ({ status: 500 });
    await h.raises();
    await sender().sendDue();
    expect(await sender().sendDue()).toBe(0);
    const { rows } = await h.db.events.query<{ s: number }>(
      'SELECT extract(epoch FROM next_try - clock_timestamp())::float8 AS s FROM outbound.notices',
    );
    expect(rows[0]?.s).toBeLessThanOrEqual(5);
    for (let i = 1; i < 10; i += 1) {
      await due();
      await sender().sendDue();
    }
    await due();
    expect(await sender().sendDue()).toBe(0);
    expect(got).toHaveLength(10);
    expect(await standing()).toMatchObject({ answer: '500', waiting: 0, failed: 1 });
    answers = () => ({ status: 200 });
    expect(await endpoints.switchOn(COUNCIL)).toBe(true);
    expect(await sender().sendDue()).toBe(1);
    expect(await standing()).toMatchObject({ waiting: 0, failed: 0, failingSince: null });
  });

  it('that says it is gone is called no more, until somebody switches it on', async () => {
    answers = () => ({ status: 410 });
    await h.raises();
    await h.raises();
    await sender().sendDue();
    await due();
    expect(await sender().sendDue()).toBe(0);
    expect(got).toHaveLength(1);
    expect(await standing()).toMatchObject({ offSince: expect.stringMatching(/Z$/) as string, waiting: 2 });
    answers = () => ({ status: 200 });
    expect(await endpoints.switchOn(COUNCIL)).toBe(true);
    expect(await endpoints.switchOn(COUNCIL)).toBe(false);
    expect(await sender().sendDue()).toBe(2);
  });

  it('leads nowhere else: a redirect is a failure', async () => {
    answers = (path) => (path === '/notices' ? { status: 307, headers: { location: '/other' } } : { status: 200 });
    await h.raises();
    await sender().sendDue();
    expect(got.map(({ path }) => path)).toEqual(['/notices']);
    expect(await standing()).toMatchObject({ answer: '307', waiting: 1 });
  });

  it('that never answers, or answers without end, holds nobody up', async () => {
    answers = () => ({ status: 200, silent: true });
    await h.raises();
    await sender({ timeoutMs: 300 }).sendDue();
    expect(await standing()).toMatchObject({ answer: 'too-slow' });
    answers = () => ({ status: 200, body: 'x'.repeat(8 * 1024 ** 2) });
    await due();
    await sender().sendDue();
    expect(await standing()).toMatchObject({ answer: '200', waiting: 0 });
  });

  it('by two processes is called once', async () => {
    await h.raises();
    await Promise.all([sender().sendDue(), sender().sendDue()]);
    expect(got).toHaveLength(1);
  });

  it('without a secret, or with a poor one, is not called', async () => {
    await h.raises();
    for (const poor of ['', 'whsec_c2hvcnQ=', 'not-a-secret', `whsec_${'='.repeat(44)}`]) {
      await writeFile(join(secrets, COUNCIL), poor);
      expect(await sender().sendDue()).toBe(0);
    }
    expect(got).toEqual([]);
    expect(await standing()).toMatchObject({ answer: 'no-secret', waiting: 1 });
  });
});

describe('no call is made', () => {
  const to = async (address: string) => h.directory.put(documentWith({ by: 'webhook', to: address }));

  it.each([
    ['without TLS', (p: number) => `http://127.0.0.1:${p}/`, 'not-https'],
    ['to the machine itself', (p: number) => `https://127.0.0.1:${p}/`, 'private-address'],
    ['to it in another spelling', (p: number) => `https://0x7f.1:${p}/`, 'private-address'],
    ['to it by IPv6', (p: number) => `https://[::1]:${p}/`, 'private-address'],
    ['to where clouds keep their keys', () => 'https://169.254.169.254/latest/', 'private-address'],
    ['to it in the clothes of IPv6', (p: number) => `https://[::ffff:127.0.0.1]:${p}/`, 'private-address'],
  ])('%s', async (_, address, answer) => {
    await to(address(port));
    await h.raises();
    await sender({ hosts: [] }).sendDue();
    expect(got).toEqual([]);
    expect(await standing()).toMatchObject({ answer, waiting: 1 });
  });

  it('to a name of which one address is private, nor to what it says a moment later', async () => {
    await to(`https://partner.example:${port}/`);
    await h.raises();
    const asked: string[] = [];
    const both: Resolve = async (host) => {
      asked.push(host);
      return [
        { address: '51.140.1.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ];
    };
    await sender({ hosts: [], resolve: both }).sendDue();
    expect(await standing()).toMatchObject({ answer: 'private-address' });
    // Asked once a call: the connection goes to what was looked at.
    expect(asked).toEqual(['partner.example']);
  });

  it('but where a setting names the host; its connection goes to the address that was looked at', async () => {
    await to(`http://partner.example:${port}/notices`);
    await h.raises();
    const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    await sender({ hosts: [`partner.example:${port}`], resolve }).sendDue();
    expect(got.map(({ headers }) => headers.host)).toEqual([`partner.example:${port}`]);
  });
});
