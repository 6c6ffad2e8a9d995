import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '@tributary/kernel';
import type { Config } from '../configuration/config';

/** The master key: 32 bytes, raw, hex or base64, in a file; generated outside production where no file is named. */
export async function masterKey(config: Config): Promise<Buffer> {
  const file = config.masterKeyFile ?? join(config.home, 'master.key');
  if (!config.masterKeyFile) await generate(file, () => `${randomBytes(32).toString('base64')}\n`);
  const key = decode(await read(file, 'MASTER_KEY_FILE'));
  if (key) return key;
  throw new Problem(
    'master-key-wrong',
    500,
    'The master key is not usable',
    'MASTER_KEY_FILE must hold 32 bytes, raw, as hex or as base64',
  );
}

/** The notary's Ed25519 private key, PEM; generated outside production where no file is named. */
export async function notaryKey(config: Config): Promise<string> {
  const file = config.notaryKeyFile ?? join(config.home, 'notary.pem');
  if (!config.notaryKeyFile) {
    await generate(file, () =>
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
  }
  return (await read(file, 'NOTARY_KEY_FILE')).toString();
}

async function generate(file: string, make: () => string): Promise<void> {
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, make(), { mode: 0o600, flag: 'wx' });
}

async function read(file: string, variable: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new Problem(
      'key-file-missing',
      500,
      'A key file cannot be read',
      `The file that ${variable} names is not there or not readable`,
    );
  }
}

function decode(bytes: Buffer): Buffer | undefined {
  if (bytes.length === 32) return bytes;
  const text = bytes.toString().trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const key = Buffer.from(text, 'base64');
  return key.length === 32 ? key : undefined;
}
