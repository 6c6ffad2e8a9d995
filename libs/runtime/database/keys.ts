import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@tributary/kernel';
import { readMasterKey } from '@tributary/vault';
import type { Config } from '../configuration/config';
import { keptSecret } from './secret-file';

/** The file given, or one kept in the home folder and made at the first start (never in production, see readConfig). */
export async function masterKey(config: Config): Promise<Buffer> {
  if (config.masterKeyFile === undefined) {
    await keptSecret(masterKeyFile(config), () => `${randomBytes(32).toString('hex')}\n`);
  }
  return keptMasterKey(config);
}

/** Never made: what comes out of a backup opens under the key that it was sealed with. Throws `master-key-missing`. */
export async function keptMasterKey(config: Config): Promise<Buffer> {
  const file = masterKeyFile(config);
  return readMasterKey(file).catch((error: unknown) => {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'master-key-missing',
      500,
      'The master key cannot be read',
      `Is MASTER_KEY_FILE right, or was the key of the home left behind? ${file}`,
    );
  });
}

const masterKeyFile = (config: Config): string => config.masterKeyFile ?? join(config.home, 'master.key');

/** Ed25519, for signing checkpoints. */
export async function notaryKey(config: Config): Promise<KeyObject> {
  const file = config.notaryKeyFile ?? join(config.home, 'notary.pem');
  const pem = config.notaryKeyFile === undefined ? keptSecret(file, generated) : readFile(file, 'utf8');
  try {
    const key = createPrivateKey(await pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below, without the bytes that an error could quote.
  }
  throw new Problem('notary-key-wrong', 500, 'The notary key is not usable', `${file} must hold an Ed25519 key (PEM)`);
}

const generated = (): string => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};
