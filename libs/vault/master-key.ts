import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '@tributary/kernel';

/** Reads 32 bytes: raw, or as 64 hex digits, or in base64. */
export async function readMasterKey(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  const text = bytes.toString('latin1').trim();
  const candidates = [bytes, ...(/^[0-9a-f]{64}$/i.test(text) ? [Buffer.from(text, 'hex')] : []), base64(text)];
  const key = candidates.find((candidate) => candidate.length === 32);
  if (key) return key;
  throw new Problem(
    'master-key-wrong',
    500,
    'The master key file is not usable',
    'It must hold 32 bytes, raw, hex or base64',
  );
}

const base64 = (text: string): Buffer =>
  /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);

/** Writes a fresh key that only its owner reads; refuses to overwrite one. */
export async function createMasterKey(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${key.toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return key;
}
