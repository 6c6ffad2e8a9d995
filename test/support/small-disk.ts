import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MIB = 1024 ** 2;

/** A file system of a few hundred MiB, that can be filled. Undefined where this process may not mount one. */
export async function smallDisk(mebibytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0755`, 'none', folder]);
    return new SmallDisk(folder);
  } catch {
    await rm(folder, { recursive: true });
    return undefined;
  }
}

export class SmallDisk {
  constructor(readonly folder: string) {}

  /** Leaves no block free. */
  async fill(): Promise<void> {
    const ballast = await open(join(this.folder, 'ballast'), 'w');
    try {
      const block = Buffer.alloc(MIB);
      for (;;) await ballast.write(block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await ballast.close();
    }
    const { bfree } = await statfs(this.folder);
    if (bfree > 0) throw new Error(`${bfree} blocks are free still`);
  }

  async empty(): Promise<void> {
    await rm(join(this.folder, 'ballast'), { force: true });
  }

  async remove(): Promise<void> {
    await run('umount', [this.folder]);
    await rm(this.folder, { recursive: true });
  }
}
