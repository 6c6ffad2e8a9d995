import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '@tributary/kernel';

const COOKIE = 'tributary_session';
/** A cookie has room for 4,096 characters in every browser. */
const LONGEST = 3_800;
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The token of whoever is signed in, from a Cookie header; undefined where nobody is. */
export function tokenIn(cookies: string | undefined): string | undefined {
  const pair = (cookies ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`));
  const token = pair?.slice(COOKIE.length + 1);
  return token !== undefined && token.length <= LONGEST && TOKEN.test(token) ? token : undefined;
}

/** What somebody pasted, as a token; undefined where it cannot be one. */
export function pastedToken(text: unknown): string | undefined {
  const token = typeof text === 'string' ? text.trim() : '';
  return token.length <= LONGEST && TOKEN.test(token) ? token : undefined;
}

const attributes = (secure: boolean): string => `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
/** It ends with the browser's session, and in any case with the token itself. */
export const signedIn = (token: string, secure: boolean): string => `${COOKIE}=${token}; ${attributes(secure)}`;
export const signedOut = (secure: boolean): string => `${COOKIE}=; ${attributes(secure)}; Max-Age=0`;

/** Stands in each form. Nobody can work it out who does not hold the session's token, which no script can read. */
export const formToken = (token: string): string => createHash('sha256').update(`form ${token}`).digest('base64url');

/** Throws a Problem where a form was not made for this session. */
export function checkForm(token: string, given: unknown): void {
  const expected = Buffer.from(formToken(token));
  const got = Buffer.from(typeof given === 'string' ? given : '');
  if (got.length !== expected.length || !timingSafeEqual(got, expected)) throw foreignForm();
}

/** Throws a Problem where the browser says that the form stood on another site (Fetch Metadata). */
export function checkSite(site: string | undefined): void {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignForm();
}

const foreignForm = (): Problem =>
  new Problem(
    'form-refused',
    403,
    'This form cannot be used',
    'It was made for another session or by another site. Go back to your alerts and try again.',
  );
