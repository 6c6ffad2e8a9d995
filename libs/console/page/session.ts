import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import type { Attempt } from '@tributary/sign-in';

const SESSION = 'tributary_session';
const ATTEMPT = 'tributary_sign_in';
const ATTEMPT_SECONDS = 600;
const NAME = /^[\w-]{43}$/;
/** A page of the hub that a sign-in may lead back to. */
const OWN_PAGE = /^\/(?!\/)[\w\-/]*(\?[\w\-.=&%]*)?$/;

/** What a browser takes along to the provider and back, and where it wanted to go. */
export type Leaving = Attempt & Readonly<{ to: string }>;

/** The name of the browser's session, from a Cookie header. */
export function sessionIn(cookies: string | undefined): string | undefined {
  const name = cookieIn(cookies, SESSION);
  return name !== undefined && NAME.test(name) ? name : undefined;
}

/** The sign-in that this browser began; undefined where it began none. */
export function attemptIn(cookies: string | undefined): Leaving | undefined {
  try {
    const [state, nonce, verifier, to] = JSON.parse(
      Buffer.from(cookieIn(cookies, ATTEMPT) ?? '', 'base64url').toString(),
    ) as readonly unknown[];
    if (![state, nonce, verifier].every((part) => typeof part === 'string')) return undefined;
    return { state: state as string, nonce: nonce as string, verifier: verifier as string, to: ownPage(to) };
  } catch {
    return undefined;
  }
}

/** Where a sign-in leads: a page of the hub, never another site. */
export const ownPage = (to: unknown): string => (typeof to === 'string' && OWN_PAGE.test(to) ? to : '/inbox');

// Lax, not Strict: coming back from the provider is a navigation that another site began. Forms are held to their
// token and to Fetch Metadata besides.
const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
/** It ends with the browser's session, and in any case with the hub's. */
export const signedIn = (name: string, secure: boolean): string => `${SESSION}=${name}; ${attributes(secure)}`;
export const signedOut = (secure: boolean): string => `${SESSION}=; ${attributes(secure)}; Max-Age=0`;
export const leaving = ({ state, nonce, verifier, to }: Leaving, secure: boolean): string => {
  const value = Buffer.from(JSON.stringify([state, nonce, verifier, to])).toString('base64url');
  return `${ATTEMPT}=${value}; ${attributes(secure)}; Max-Age=${ATTEMPT_SECONDS}`;
};
export const cameBack = (secure: boolean): string => `${ATTEMPT}=; ${attributes(secure)}; Max-Age=0`;

/** Stands in each form. Nobody can work it out who does not hold the session's name, which no script can read. */
export const formToken = (session: string): string =>
  createHash('sha256').update(`form ${session}`).digest('base64url');

/** Throws a Problem where a form was not made for this session. */
export function checkForm(session: string, given: unknown): void {
  const expected = Buffer.from(formToken(session));
  const got = Buffer.from(typeof given === 'string' ? given : '');
  if (got.length !== expected.length || !timingSafeEqual(got, expected)) throw foreignForm();
}

/** Throws a Problem where the browser says that the form stood on another site (Fetch Metadata). */
export function checkSite(site: string | undefined): void {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignForm();
}

function cookieIn(cookies: string | undefined, name: string): string | undefined {
  const pair = (cookies ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

const foreignForm = (): Problem =>
  new Problem(
    'form-refused',
    403,
    'This form cannot be used',
    'It was made for another session or by another site. Go back to your alerts and try again.',
  );
