import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../observe/safe-error';

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/**
 * The file's text, made once and then always the same. Only its owner reads it. It appears whole or not at all, so that
 * a process killed while writing leaves nothing half-written behind.
 */
export async function keptSecret(file: string, make: () => string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await mkdir(dirname(file), { recursive: true });
  const text = make();
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file).catch(async (failed: unknown) => {
    await rm(fresh, { force: true });
    throw failed;
  });
  return text;
}
