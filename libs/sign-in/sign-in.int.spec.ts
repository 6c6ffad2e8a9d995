import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import { freePort } from '../testing/free-port';
import { testDatabase, type TestDatabase } from '../testing/postgres';
import { Sessions, type SignIn, signInMigrations, signInOf, type SignIns } from '.';

const MARLOW = 'p-marlow' as PractitionerId;
const people: SignIns = {
  clients: async () => [],
  holds: async () => true,
  personOf: async (subject) => (subject === 'p-marlow' ? MARLOW : undefined),
  hatsOf: async () => [],
  people: async () => [],
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(signInMigrations);
});
afterAll(() => db.close());

describe('signing in with the local provider, by discovery alone', () => {
  let home: string;
  let server: Server;
  let signIn: SignIn;
  let base: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const settings = { env: 'demo', home, port, sessionIdle: 60_000, sessionLongest: 600_000 } as const;
    signIn = signInOf({ ...settings, oidcClient: { id: 'unused', claim: 'sub' } }, people, db.events);
    server = createServer((request, response) => {
      const url = request.url ?? '';
      if (url.startsWith('/oidc')) {
        Object.assign(request, { originalUrl: url, baseUrl: '/oidc', url: url.slice('/oidc'.length) });
        void signIn.provider?.handle(request, response);
        return;
      }
      // The page of people, as if somebody had chosen on it.
      const chosen = signIn.provider?.chosen(request, response, request.headers['x-person'] as string);
      void chosen?.then(
        (next) => response.writeHead(303, { location: next }).end(),
        (error: { code?: string }) => response.writeHead(400).end(error.code),
      );
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    expect((server.address() as AddressInfo).port).toBe(port);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(home, { recursive: true });
  });

  /** Follows the browser's way until it would come back to the pages; answers the query it brings. */
  async function walk(location: string, person: string): Promise<string> {
    const cookies = new Map<string, string>();
    for (let at = new URL(location), steps = 0; steps < 8; steps += 1) {
      if (at.pathname === '/sign-in/callback') return at.search;
      const answer = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'x-person': person },
      });
      for (const one of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
        cookies.set(name, value);
      }
      at = new URL(answer.headers.get('location') ?? '/nowhere', at);
    }
    throw new Error('the sign-in led nowhere');
  }

  it('says who came back', async () => {
    const { location, attempt } = await signIn.party.begin();
    expect(location.startsWith(`${base}/oidc/auth?`)).toBe(true);
    expect(new URL(location).searchParams.get('code_challenge_method')).toBe('S256');
    expect(await signIn.party.finish(await walk(location, 'p-marlow'), attempt)).toBe('p-marlow');
  });

  it('takes an answer once, and only for the attempt that it answers', async () => {
    const [first, second] = [await signIn.party.begin(), await signIn.party.begin()];
    const query = await walk(first.location, 'p-marlow');
    const refused = { code: 'sign-in-failed', status: 400 };
    await expect(signIn.party.finish(query, second.attempt)).rejects.toMatchObject(refused);
    const swapped = { ...second.attempt, state: first.attempt.state };
    await expect(signIn.party.finish(query, swapped)).rejects.toMatchObject(refused);
    const other = await signIn.party.begin();
    const good = await walk(other.location, 'p-marlow');
    await signIn.party.finish(good, other.attempt);
    await expect(signIn.party.finish(good, other.attempt)).rejects.toMatchObject(refused);
    await expect(signIn.party.finish('?error=access_denied', other.attempt)).rejects.toMatchObject(refused);
  });

  it('takes nobody’s choice without the sign-in it belongs to', async () => {
    const answer = await fetch(`${base}/sign-in/demo/anything`, { headers: { 'x-person': 'p-marlow' } });
    expect([answer.status, await answer.text()]).toEqual([400, 'sign-in-failed']);
  });

  it('leads back to the pages’ own address and to no other', async () => {
    const { location } = await signIn.party.begin();
    const elsewhere = new URL(location);
    elsewhere.searchParams.set('redirect_uri', 'https://elsewhere.example/sign-in/callback');
    const answer = await fetch(elsewhere, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });
});

describe('a session', () => {
  let now: number;
  let sessions: Sessions;
  const hat = { role: 'social-worker' as RoleCode, agency: 'wexbourne-council' as AgencyId };
  beforeEach(() => {
    now = Date.now();
    const limits = { idleMs: 30 * 60_000, longestMs: 12 * 3_600_000 };
    sessions = new Sessions({ pool: db.events, limits, now: () => now });
  });

  it('knows its person and the role they chose', async () => {
    const name = await sessions.open(MARLOW);
    expect(await sessions.find(name)).toEqual({ practitioner: MARLOW });
    await sessions.act(name, hat);
    expect(await sessions.find(name)).toEqual({ practitioner: MARLOW, hat });
  });

  it('is over after half an hour without a page, and after twelve hours in any case', async () => {
    const [left, used] = [await sessions.open(MARLOW), await sessions.open(MARLOW)];
    for (let minutes = 0; minutes < 31; minutes += 10) {
      now += 10 * 60_000;
      expect(await sessions.find(used)).toBeDefined();
    }
    expect(await sessions.find(left)).toBeUndefined();
    for (let hours = 0; hours < 12; hours += 0.25) {
      now += 15 * 60_000;
      await sessions.find(used);
    }
    expect(await sessions.find(used)).toBeUndefined();
  });

  it('ends at once, everywhere', async () => {
    const name = await sessions.open(MARLOW, hat);
    await sessions.close(name);
    expect(await sessions.find(name)).toBeUndefined();
  });

  it('cannot be taken over by whoever reads the table, nor asked for by anything but a name', async () => {
    const name = await sessions.open(MARLOW, hat);
    const { rows } = await db.events.query<{ text: string }>('SELECT s::text AS text FROM sign_in.sessions s');
    expect(rows.some(({ text }) => text.includes(name))).toBe(false);
    for (const guess of ['', "' OR true --", name.slice(1), 'x'.repeat(43)])
      expect(await sessions.find(guess)).toBeUndefined();
  });
});
