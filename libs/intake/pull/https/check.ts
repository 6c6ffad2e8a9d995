import {
  type AuthDeclared,
  type HttpsDeclared,
  type PagesDeclared,
  type ResourceDeclared,
  WAYS_IN,
} from './declaration';

type Fields<T> = Readonly<{ needs: readonly (keyof T)[]; may: readonly (keyof T)[] }>;
const OAUTH = { needs: ['tokenUrl', 'clientId'], may: ['scope'] } as const;
const AUTH: Readonly<Record<(typeof WAYS_IN)[number], Fields<AuthDeclared>>> = {
  bearer: { needs: ['secretFile'], may: [] },
  'api-key': { needs: ['secretFile', 'header'], may: [] },
  basic: { needs: ['clientId', 'secretFile'], may: [] },
  client_secret_basic: { needs: [...OAUTH.needs, 'secretFile'], may: OAUTH.may },
  client_secret_post: { needs: [...OAUTH.needs, 'secretFile'], may: OAUTH.may },
  private_key_jwt: { needs: [...OAUTH.needs, 'keyFile', 'algorithm'], may: [...OAUTH.may, 'keyId', 'audience'] },
  tls_client_auth: OAUTH,
};
const PAGES: Readonly<Record<PagesDeclared['by'], Fields<PagesDeclared>>> = {
  none: { needs: [], may: [] },
  'next-in-body': { needs: ['field'], may: [] },
  'link-header': { needs: [], may: [] },
  'page-number': { needs: ['parameter'], may: ['first'] },
  cursor: { needs: ['field', 'parameter'], may: [] },
};
/** Headers that the connection itself is made of, or that say otherwise what is asked for. */
const OWN_HEADERS = /^(host|connection|content-.*|transfer-encoding|te|upgrade|cookie|accept(-encoding)?|proxy-.*)$/i;
/** What has no place in an address: addresses stand in logs, of others too. */
const SECRET_NAMES = /^(access_?token|token|api_?key|key|secret|password|client_secret)$/i;

/** Parts of a declaration that do not fit each other, each with its place; `secure` says which addresses may be asked. */
export function httpsFaults(given: HttpsDeclared, secure: (url: string) => boolean): readonly string[] {
  const { auth, resources, certFile, keyFile, mediaType = 'application/json' } = given;
  const names = resources.map(({ name }) => name);
  const noJson = !/[/+]json$/.test(mediaType);
  return [
    ...fitting(auth, AUTH[auth.by]).map((fault) => `auth.${fault}`),
    ...(auth.tokenUrl !== undefined && !secure(auth.tokenUrl) ? [`auth.tokenUrl ${ADDRESS}`] : []),
    ...(auth.header !== undefined && OWN_HEADERS.test(auth.header) ? ['auth.header is not free to carry a key'] : []),
    ...(auth.by === 'tls_client_auth' && certFile === undefined
      ? ['certFile is missing: tls_client_auth shows it']
      : []),
    ...((certFile === undefined) !== (keyFile === undefined) ? ['certFile and keyFile are needed together'] : []),
    ...(new Set(names).size < names.length ? ['resources has a name twice'] : []),
    ...resources.flatMap((one, at) => resourceFaults(one, secure, noJson).map((fault) => `resources[${at}].${fault}`)),
  ];
}

const ADDRESS = 'must start with https:// and hold no user, fragment or secret';

function resourceFaults(
  { url, list, pages, since }: ResourceDeclared,
  secure: (url: string) => boolean,
  noJson: boolean,
) {
  const parameters = [pages?.parameter, since?.parameter].filter((one) => one !== undefined);
  return [
    ...(secure(url) ? [] : [`url ${ADDRESS}`]),
    ...(pages ? fitting(pages, PAGES[pages.by]).map((fault) => `pages.${fault}`) : []),
    ...(noJson && (list ?? pages?.field) !== undefined ? ['list and pages.field need a mediaType of JSON'] : []),
    ...(pages?.by === 'page-number' && list === undefined ? ['list is missing with page-number'] : []),
    ...(secure(url) && parameters.some((name) => new URL(url).searchParams.has(name))
      ? ['url holds a parameter that is set for each request']
      : []),
  ];
}

/** What is missing, and what means nothing beside `by`. */
function fitting<T extends { by: string }>(given: T, { needs, may }: Fields<T>): readonly string[] {
  const known: readonly (keyof T)[] = ['by', ...needs, ...may];
  return [
    ...needs.filter((name) => given[name] === undefined).map((name) => `${String(name)} is missing with ${given.by}`),
    ...Object.keys(given)
      .filter((name) => !known.includes(name as keyof T))
      .map((name) => `${name} means nothing with ${given.by}`),
  ];
}

/** Whether an address may be asked: by https, or by http on this machine where `loopback` is. */
export function isSecure(url: string, loopback: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password, hash, searchParams } = new URL(url);
  const here = loopback && protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
  if (protocol !== 'https:' && !here) return false;
  return username + password + hash === '' && ![...searchParams.keys()].some((name) => SECRET_NAMES.test(name));
}
