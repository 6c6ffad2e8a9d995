import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { type Reconsidered, Reconsidering } from '@tributary/identity';
import { createLogger, masterKey, readConfig, reasonOf, startDatabase } from '@tributary/runtime';
import { Vault } from '@tributary/vault';
import { allMigrations } from './migrations';

/** What the thread says at its end. `failed`: a code without personal data. */
export type Said = Readonly<{ found: Reconsidered } | { failed: string }>;

/** As `nice` counts: what comes in goes before it where both want the processor. */
const LESS_URGENT = 5;

/** One connection reads, one writes. */
const CONNECTIONS = 2;

/** A look at all records on a thread of its own: opens the databases as any process does, looks once, and ends. */
async function look(): Promise<Reconsidered> {
  // On Linux of this thread alone (setpriority(2)); elsewhere it would be of the whole process.
  if (process.platform === 'linux') setPriority(LESS_URGENT);
  const config = readConfig();
  const logger = createLogger({ app: 'reconsider', level: config.logLevel });
  const shared = { app: 'reconsider', join: true, connections: CONNECTIONS };
  const database = await startDatabase(config, { ...shared, logger, migrations: allMigrations });
  try {
    const keys = { keys: database.keys, masterKey: await masterKey(config), shredDirectory: config.home };
    return await new Reconsidering({ pool: database.events, vault: await Vault.open(keys) }).run();
  } finally {
    await database.close();
  }
}

const say = (said: Said): void => parentPort?.postMessage(said);

void look().then(
  (found) => say({ found }),
  (error: unknown) => say({ failed: reasonOf(error) }),
);
