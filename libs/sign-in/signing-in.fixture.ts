import type { AgencyId, PractitionerId } from '@tributary/kernel';
import { Pool } from 'pg';
import { AUDIENCE, type SignIn, type SignIns } from '.';

export const AGENCY = 'kingsmere-academy' as AgencyId;
export const MARLOW = 'p-marlow' as PractitionerId;

export const people: SignIns = {
  clients: async () => [{ id: AGENCY, agency: AGENCY, scopes: ['feed'] }],
  holds: async () => true,
  personOf: async (subject) => (subject === 'p-marlow' ? MARLOW : undefined),
  hatsOf: async () => [],
  people: async () => [],
};

/** Signing in makes no session: it never connects. */
export const noSessions = new Pool();

/** A provider as the pages see it, and what a browser does there to become somebody. */
export type Shape = Readonly<{
  signIn: SignIn;
  issuer: string;
  /** Asked for at each page of the provider, and, where it shows a form, sent with it. */
  headers(person: string): Readonly<Record<string, string>>;
  form(person: string): Readonly<Record<string, string>>;
  agencySecret(): Promise<string>;
  close(): Promise<void>;
}>;

/** Follows the browser's way until it would come back to the pages; answers the query it brings. */
async function walk(shape: Shape, location: string, person: string): Promise<string> {
  const cookies = new Map<string, string>();
  let sent: { method: string; body: URLSearchParams } | undefined;
  for (let at = new URL(location), steps = 0; steps < 8; steps += 1) {
    if (at.pathname === '/sign-in/callback') return at.search;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie, ...shape.headers(person) }, ...sent });
    for (const one of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    const form = next ? undefined : /<form[^>]*action="([^"]+)"/.exec(await answer.text())?.[1];
    sent = form ? { method: 'POST', body: new URLSearchParams(shape.form(person)) } : undefined;
    at = new URL((next ?? form ?? '/nowhere').replaceAll('&amp;', '&'), at);
  }
  throw new Error('the sign-in led nowhere');
}

export const settingsOf = (port: number, home: string) =>
  ({ env: 'demo', home, port, sessionIdle: 60_000, sessionLongest: 600_000 }) as const;

/** What holds of every provider. */
export function signingIn(start: () => Promise<Shape>): void {
  let shape: Shape;
  beforeAll(async () => (shape = await start()), 400_000);
  afterAll(async () => shape?.close());

  it('says who came back', async () => {
    const { signIn } = shape;
    const { location, attempt } = await signIn.party.begin();
    expect(location.startsWith(new URL(shape.issuer).origin)).toBe(true);
    expect(new URL(location).searchParams.get('code_challenge_method')).toBe('S256');
    expect(await signIn.party.finish(await walk(shape, location, 'p-marlow'), attempt)).toBe('p-marlow');
  });

  it('takes an answer once, and only for the attempt that it answers', async () => {
    const { party } = shape.signIn;
    const [first, second] = [await party.begin(), await party.begin()];
    const query = await walk(shape, first.location, 'p-marlow');
    const refused = { code: 'sign-in-failed', status: 400 };
    await expect(party.finish(query, second.attempt)).rejects.toMatchObject(refused);
    const swapped = { ...second.attempt, state: first.attempt.state };
    await expect(party.finish(query, swapped)).rejects.toMatchObject(refused);
    const other = await party.begin();
    const good = await walk(shape, other.location, 'p-marlow');
    await party.finish(good, other.attempt);
    await expect(party.finish(good, other.attempt)).rejects.toMatchObject(refused);
    await expect(party.finish('?error=access_denied', other.attempt)).rejects.toMatchObject(refused);
  });

  it('leads back to the pages’ own address and to no other', async () => {
    const { location } = await shape.signIn.party.begin();
    const elsewhere = new URL(location);
    elsewhere.searchParams.set('redirect_uri', 'https://elsewhere.example/sign-in/callback');
    const answer = await fetch(elsewhere, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('lets an agency’s system in by its secret, as that agency, and by no other', async () => {
    const right = await tokenFor(await shape.agencySecret());
    const { access_token: token } = (await right.json()) as { access_token: string };
    expect(await shape.signIn.tokens.verify(token)).toMatchObject({ kind: 'agency', agency: AGENCY, client: AGENCY });
    expect((await tokenFor('guessed')).status).toBe(401);
    const [head, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: AGENCY, azp: AGENCY, aud: AUDIENCE, exp: 2 ** 40 }));
    const forged = [head, claims.toString('base64url'), signature].join('.');
    await expect(shape.signIn.tokens.verify(forged)).rejects.toMatchObject({ code: 'token-refused', status: 401 });
  });

  async function tokenFor(secret: string): Promise<Response> {
    const found = await fetch(`${shape.issuer}/.well-known/openid-configuration`);
    const { token_endpoint: at } = (await found.json()) as { token_endpoint: string };
    const authorization = `Basic ${Buffer.from(`${AGENCY}:${secret}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    return fetch(at, { method: 'POST', headers: { authorization }, body });
  }
}
