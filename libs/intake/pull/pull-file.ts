import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { Problem } from '@tributary/kernel';
import { parseDuration } from '@tributary/runtime';
import { utils } from 'ssh2';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Certificates } from './http';
import { httpsFaults, isSecure } from './https/check';
import { type HttpsDeclared, HttpsShape, strict } from './https/declaration';
import { type SftpDeclared, SftpShape } from './sftp/declaration';
import { fileText, readSettings } from './settings-file';

/** A declared pull with what its files hold. */
export type HttpsSettings = Readonly<{
  declared: HttpsDeclared;
  everyMs: number;
  tls: Certificates;
  secret?: string;
  /** Signs what says who we are. */
  key?: KeyObject;
}>;
export type SftpSettings = Readonly<{
  declared: SftpDeclared;
  everyMs: number;
  login: Readonly<{ privateKey?: string; password?: string }>;
}>;
export type PullSettings = Readonly<{ https: readonly HttpsSettings[]; sftp: readonly SftpSettings[] }>;

const compiled = Compile(
  Type.Object({ https: Type.Optional(Type.Array(HttpsShape)), sftp: Type.Optional(Type.Array(SftpShape)) }, strict),
);
const EVERY_MS = 3_600_000;
const SHORTEST_MS = 60_000;

/**
 * What PULL_FILE declares. Secrets stand in files of their own, named relative to it. `loopback`: this machine may be asked,
 * by http too. Throws `pull-file-wrong` with every fault and its place.
 */
export async function readPullFile(path: string, { loopback }: Readonly<{ loopback: boolean }>): Promise<PullSettings> {
  const value = await readSettings(path, 'PULL_FILE', wrong);
  if (!compiled.Check(value)) {
    throw wrong(compiled.Errors(value).map(({ instancePath, message }) => `${placeOf(instancePath)}${message}`));
  }
  const { https = [], sftp = [] } = value;
  const faults = [
    ...twice([...https, ...sftp].map(({ feed }) => feed)),
    ...sftp.flatMap((one, at) => [...loginFaults(one), ...spanFaults(one)].map((fault) => `sftp[${at}].${fault}`)),
    ...https.flatMap((one, at) =>
      [...httpsFaults(one, (url) => isSecure(url, loopback)), ...spanFaults(one)].map(
        (fault) => `https[${at}].${fault}`,
      ),
    ),
  ];
  if (faults.length > 0) throw wrong(faults);
  const folder = dirname(resolve(path));
  return {
    https: await Promise.all(https.map((one, at) => settingsOf(one, folder, `https[${at}].`))),
    sftp: await Promise.all(sftp.map((one, at) => sftpSettings(one, folder, `sftp[${at}].`))),
  };
}

const placeOf = (path: string): string => (path === '' ? '' : `${path.slice(1).replaceAll('/', '.')} `);
const twice = (feeds: readonly string[]): string[] =>
  feeds.filter((feed, at) => feeds.indexOf(feed) < at).map((feed) => `${feed} is pulled twice`);

const spanFaults = ({ every }: Pick<HttpsDeclared, 'every'>): string[] =>
  every === undefined || (parseDuration(every) ?? 0) >= SHORTEST_MS ? [] : ['every must be PT1M or longer'];

async function settingsOf(declared: HttpsDeclared, folder: string, place: string): Promise<HttpsSettings> {
  const { auth, every, caFile, certFile, keyFile } = declared;
  const text = async (file: string | undefined, name: string): Promise<string | undefined> =>
    file === undefined ? undefined : (await fileText(resolve(folder, file), `${place}${name}`, wrong)).trim();
  const [secret, key, ca, cert, certKey] = await Promise.all([
    ...[text(auth.secretFile, 'auth.secretFile'), text(auth.keyFile, 'auth.keyFile')],
    ...[text(caFile, 'caFile'), text(certFile, 'certFile'), text(keyFile, 'keyFile')],
  ]);
  if (secret !== undefined && !/^[\x20-\x7e]{1,4096}$/.test(secret)) {
    throw wrong([`${place}auth.secretFile must hold one line of plain letters`]);
  }
  return {
    declared,
    everyMs: parseDuration(every ?? '') ?? EVERY_MS,
    tls: { ...(ca && { ca }), ...(cert && { cert }), ...(certKey && { key: certKey }) },
    ...(secret && { secret }),
    ...(key && { key: keyOf(key, auth.algorithm ?? '', `${place}auth.keyFile`) }),
  };
}

const loginFaults = ({ keyFile, passwordFile }: SftpDeclared): string[] =>
  (keyFile === undefined) === (passwordFile === undefined) ? ['one of keyFile and passwordFile is needed'] : [];

async function sftpSettings(declared: SftpDeclared, folder: string, place: string): Promise<SftpSettings> {
  const { every, keyFile, passwordFile } = declared;
  const everyMs = parseDuration(every ?? '') ?? EVERY_MS;
  const name = `${place}${keyFile === undefined ? 'passwordFile' : 'keyFile'}`;
  const text = await fileText(resolve(folder, keyFile ?? passwordFile ?? ''), name, wrong);
  if (keyFile === undefined) return { declared, everyMs, login: { password: text.trim() } };
  const key = utils.parseKey(text);
  if (key instanceof Error || !key.isPrivateKey()) throw wrong([`${name} holds no private key without a passphrase`]);
  return { declared, everyMs, login: { privateKey: text } };
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' };
const SHORTEST_RSA = 2_048;

/** A private key, as PEM or as JWK, that signs by that algorithm. */
function keyOf(text: string, algorithm: string, name: string): KeyObject {
  const key = privateKey(text);
  if (key === undefined) throw wrong([`${name} holds no private key (PEM or JWK)`]);
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const fits = /^ES/.test(algorithm)
    ? namedCurve !== undefined && namedCurve === CURVES[algorithm]
    : key.asymmetricKeyType === 'rsa' && modulusLength >= SHORTEST_RSA;
  if (!fits) throw wrong([`${name} holds no key for ${algorithm}, or one that is too short`]);
  return key;
}

function privateKey(text: string): KeyObject | undefined {
  try {
    if (!text.startsWith('{')) return createPrivateKey(text);
    return createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const wrong = (faults: readonly string[]): Problem =>
  new Problem('pull-file-wrong', 500, 'The file of pulls is wrong', `${faults.slice(0, 20).join('; ')}.`, { faults });
