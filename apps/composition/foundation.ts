import { join } from 'node:path';
import { type Agreements, loadAgreements, readAgreements } from '@tributary/access';
import { Directory } from '@tributary/directory';
import { type Parts, readConfig, Runtime } from '@tributary/runtime';
import { allMigrations } from './migrations';

/** What the rooms of a process stand on: its machinery, the directory in force, and every version of the agreements. */
export type Foundation = Parts & Readonly<{ directory: Directory; agreements: Agreements }>;

/** One that its opener lets go of. */
export type OpenFoundation = Foundation & Readonly<{ close(): Promise<void> }>;

export const DEMO_DIRECTORY = join(process.cwd(), 'infra/demo/directory.yaml');
const DEMO_AGREEMENTS = join(process.cwd(), 'infra/demo/agreements');

/** Loads the files of directory and agreements into the databases of an opened process. */
export async function foundationOf(parts: Parts): Promise<Foundation> {
  const directory = new Directory({ pool: parts.database.events, vault: parts.vault });
  const { directoryFile, agreementsDir } = parts.config;
  await directory.load(directoryFile ?? DEMO_DIRECTORY, { overImport: directoryFile !== undefined });
  const files = await readAgreements(agreementsDir ?? DEMO_AGREEMENTS);
  return { ...parts, directory, agreements: await loadAgreements(parts.database.events, files) };
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
