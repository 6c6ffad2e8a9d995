import { join } from 'node:path';
import { Directory } from '@tributary/directory';
import { type Parts, readConfig, Runtime } from '@tributary/runtime';
import { allMigrations } from './migrations';

/** What the rooms of a process stand on: its machinery, and the directory in force. */
export type Foundation = Parts & Readonly<{ directory: Directory }>;

/** One that its opener lets go of. */
export type OpenFoundation = Foundation & Readonly<{ close(): Promise<void> }>;

const DEMO_DIRECTORY = join(process.cwd(), 'infra/demo/directory.yaml');

/** Loads the directory's file into the databases of an opened process. */
export async function foundationOf(parts: Parts): Promise<Foundation> {
  const directory = new Directory({ pool: parts.database.events, vault: parts.vault });
  await directory.load(parts.config.directoryFile ?? DEMO_DIRECTORY);
  return { ...parts, directory };
}

/** For a command: a process that hosts nothing, beside a hub that may run on the same folder. */
export async function layFoundation(
  options: Readonly<{ app: string; env?: Readonly<Record<string, string | undefined>>; join?: boolean }>,
): Promise<OpenFoundation> {
  const { app, env, join: beside } = options;
  const runtime = await Runtime.open({
    app,
    config: readConfig(env),
    migrations: allMigrations,
    join: beside ?? true,
  });
  try {
    return { ...(await foundationOf(runtime.parts)), close: () => runtime.stop() };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}
