import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgencyId, RoleCode } from '@tributary/kernel';
import { freePort } from '../testing/free-port';
import { testDatabase, type TestDatabase } from '../testing/postgres';
import { Sessions, signInMigrations, signInOf } from '.';
import { AGENCY, MARLOW, noSessions, people, settingsOf, type Shape, signingIn } from './signing-in.fixture';

/** Inside the process, its people chosen from a list. */
async function localShape(): Promise<Shape> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  const port = await freePort();
  const oidcClient = { id: 'unused', claim: 'sub' };
  const signIn = signInOf({ ...settingsOf(port, home), oidcClient }, people, noSessions);
  const server = createServer((request, response) => {
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
  return {
    signIn,
    issuer: `http://127.0.0.1:${port}/oidc`,
    headers: (person) => ({ 'x-person': person }),
    form: () => ({}),
    agencySecret: async () => {
      await signIn.provider?.prepare();
      const secrets = JSON.parse(await readFile(join(home, 'clients.json'), 'utf8')) as Record<string, string>;
      return secrets[AGENCY] ?? '';
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(home, { recursive: true });
    },
  };
}

describe('signing in with the local provider, by discovery alone', () => {
  signingIn(localShape);

  it('takes nobody’s choice without the sign-in it belongs to', async () => {
    const shape = await localShape();
    const at = `${new URL(shape.issuer).origin}/sign-in/demo/anything`;
    const answer = await fetch(at, { headers: { 'x-person': 'p-marlow' } });
    expect([answer.status, await answer.text()]).toEqual([400, 'sign-in-failed']);
    await shape.close();
  });
});

describe('a session', () => {
  let db: TestDatabase;
  let now: number;
  let sessions: Sessions;
  const hat = { role: 'social-worker' as RoleCode, agency: 'wexbourne-council' as AgencyId };
  beforeAll(async () => {
    db = await testDatabase(signInMigrations);
  });
  afterAll(() => db.close());
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

  it('is kept open by the person, not by what a page asks for itself', async () => {
    const name = await sessions.open(MARLOW);
    now += 20 * 60_000;
    expect(await sessions.find(name, false)).toBeDefined();
    now += 11 * 60_000;
    expect(await sessions.find(name, false)).toBeUndefined();
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
