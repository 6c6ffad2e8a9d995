import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecret } from './secret-file';

describe('a secret that is kept', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tributary-secret-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is one for all who start at once, and nothing else stays behind', async () => {
    const file = join(folder, 'home', 'key');
    const told = await Promise.all(Array.from({ length: 40 }, (_, one) => keptSecret(file, () => `secret ${one}`)));
    expect(new Set(told).size).toBe(1);
    expect(await readFile(file, 'utf8')).toBe(told[0]);
    expect(await readdir(join(folder, 'home'))).toEqual(['key']);
  });

  it('is read by its owner alone, and never made anew', async () => {
    const file = join(folder, 'key');
    await keptSecret(file, () => 'first');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await keptSecret(file, () => 'second')).toBe('first');
  });
});
