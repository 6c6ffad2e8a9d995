import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, Runtime, silentLogger } from '@tributary/runtime';
import { type Foundation, foundationOf } from '../../apps/composition/foundation';
import { allMigrations } from '../../apps/composition/migrations';
import { furnish, type Rooms } from '../../apps/composition/rooms';
import { testDatabase } from '../../libs/testing/postgres';
import type { House } from './house';
import { root } from './processes';

/** The hub's rooms with everything that follows the feed, in the process of the spec; nothing listens. */
export type InProcess = House &
  Readonly<{
    /** All that was appended is taken in, and all that was appended because of it. */
    settled(): Promise<void>;
  }>;

/** Long enough for a loaded machine. */
const CAUGHT_UP = { timeoutMs: 60_000 };

export async function hubInProcess(): Promise<InProcess> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  const db = await testDatabase(allMigrations);
  const config = readConfig({
    TRIBUTARY_HOME: home,
    DEMO: '0',
    DATABASE_URL: db.appUrl,
    KEYS_DATABASE_URL: db.keysUrl,
    DIRECTORY_FILE: join(root, 'infra/demo/directory.yaml'),
    AGREEMENTS_DIR: join(root, 'infra/demo/agreements'),
  });
  let built: { base: Foundation; rooms: Rooms } | undefined;
  const runtime = await Runtime.open({
    ...{ app: 'spec', config, migrations: allMigrations, logger: silentLogger },
    hosts: async (parts) => {
      const base = await foundationOf(parts);
      built = { base, rooms: furnish(base) };
      return { projections: built.rooms.projections, reactors: built.rooms.reactors };
    },
  });
  if (!built) throw new Error('the rooms were not built');
  const { base, rooms } = built;
  runtime.start();
  const settled = async (): Promise<void> => {
    for (let before = -1, now = await newest(base); before !== now; before = now, now = await newest(base)) {
      while ((await base.store.head()).position !== (await newest(base))) await runtime.whenCaughtUp(CAUGHT_UP);
      await runtime.whenCaughtUp(CAUGHT_UP);
    }
  };
  const close = async (): Promise<void> => {
    await runtime.stop();
    await db.close();
    await rm(home, { recursive: true });
  };
  return { base, rooms, settled, close };
}

/** The last in the order of the feed, where of two written at once the later may have the lower position. */
async function newest({ database }: Foundation): Promise<number> {
  const { rows } = await database.events.query<{ n: string }>(
    'SELECT position AS n FROM store.events ORDER BY generation DESC, tx DESC, position DESC LIMIT 1',
  );
  return Number(rows[0]?.n ?? 0);
}
