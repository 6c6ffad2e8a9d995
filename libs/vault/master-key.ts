import { readFile } from 'node:fs/promises';
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
