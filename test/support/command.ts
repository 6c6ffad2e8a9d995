import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { PrivatePostgres } from './postgres';
import { OF_ALL, root } from './processes';
import type { Shape } from './shapes';

export type Ran = Readonly<{ code: number | null; output: string; errors: string }>;

type On = Pick<Shape, 'env'> & Partial<Pick<Shape, 'postgres'>>;

/** Runs the built command line as whoever keeps the databases does: a shape's, or those embedded in a home. */
export async function tributary({ env, postgres }: On, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], {
    cwd: root,
    env: {
      ...OF_ALL,
      ...env,
      ...(postgres ? ownedBy(postgres) : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

const ownedBy = (postgres: PrivatePostgres): Readonly<Record<string, string>> => ({
  OWNER_DATABASE_URL: postgres.url('owner'),
  OWNER_KEYS_DATABASE_URL: postgres.url('owner', 'tributary_keys'),
});
