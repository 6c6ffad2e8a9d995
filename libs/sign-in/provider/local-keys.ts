import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** Signing key and client secrets of the local provider: files in TRIBUTARY_HOME that only their owner reads. */
export type LocalKeys = Readonly<{ key: JWK; secrets: Readonly<Record<string, string>> }>;

const ALGORITHM = 'ES256';

/** Makes what is missing; several processes may start at once over the same folder. */
export async function localKeys(home: string, clients: readonly string[]): Promise<LocalKeys> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const key = await readOrCreate<JWK>(join(home, 'oidc-key.json'), newKey);
  const file = join(home, 'clients.json');
  const known = await readOrCreate<Record<string, string>>(file, async () => secretsFor(clients, {}));
  if (clients.every((id) => known[id] !== undefined)) return { key, secrets: known };
  const secrets = secretsFor(clients, known);
  await replace(file, secrets);
  return { key, secrets };
}

const secretsFor = (clients: readonly string[], known: Readonly<Record<string, string>>): Record<string, string> => ({
  ...known,
  ...Object.fromEntries(clients.map((id) => [id, known[id] ?? randomBytes(32).toString('base64url')])),
});

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), alg: ALGORITHM, use: 'sig' };
}

async function readOrCreate<T>(file: string, create: () => Promise<T>): Promise<T> {
  const found = await read<T>(file);
  if (found) return found;
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(made, JSON.stringify(await create(), null, 2), { mode: 0o600 });
  try {
    // Never over one that another process made in between.
    await link(made, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(made);
  }
  const stands = await read<T>(file);
  if (!stands) throw new Error(`${file} could not be made`);
  return stands;
}

async function replace(file: string, value: unknown): Promise<void> {
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(made, JSON.stringify(value, null, 2), { mode: 0o600 });
  await rename(made, file);
}

async function read<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
