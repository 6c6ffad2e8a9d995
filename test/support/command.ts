import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './processes';
import type { Shape } from './shapes';

export type Ran = Readonly<{ code: number | null; output: string; errors: string }>;

/** Runs the built command line against a shape's databases, as whoever keeps them does. */
export async function tributary(on: Pick<Shape, 'env' | 'postgres'>, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, 'dist/apps/cli/main.js'), ...args], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      ...on.env,
      OWNER_DATABASE_URL: on.postgres.url('owner'),
      OWNER_KEYS_DATABASE_URL: on.postgres.url('owner', 'tributary_keys'),
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
