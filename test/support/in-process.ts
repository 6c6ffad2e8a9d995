import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { configureHttp } from '@tributary/intake';
import { type Logger, NestLogger, readConfig, Runtime, RuntimeModule, silentLogger } from '@tributary/runtime';
import { type Foundation, foundationOf } from '../../apps/composition/foundation';
import { allMigrations } from '../../apps/composition/migrations';
import { intakeModules, readingModules } from '../../apps/composition/modules';
import { furnish, type Rooms } from '../../apps/composition/rooms';
import { testDatabase } from '../../libs/testing/postgres';
import type { House } from './house';
import { root } from './processes';

/** The hub's rooms with everything that follows the feed, in the process of the spec. */
export type InProcess = House &
  Readonly<{
    /** Of generated keys. */
    home: string;
    /** All that was appended is taken in, and all that was appended because of it. */
    settled(): Promise<void>;
  }>;
type Options = Readonly<{ logger?: Logger; env?: Readonly<Record<string, string>>; spans?: SpanExporter }>;
type Built = Omit<InProcess, 'settled'> & Readonly<{ runtime: Runtime }>;

/** Long enough for a loaded machine. */
const CAUGHT_UP = { timeoutMs: 60_000 };

/** Nothing listens. */
export async function hubInProcess(options: Options = {}): Promise<InProcess> {
  const built = await build(options);
  built.runtime.start();
  return { ...built, settled: () => settled(built) };
}

/** It takes deliveries, questions and decisions over HTTP, as the hub does. */
export async function hubOverHttp(options: Options = {}): Promise<InProcess & Readonly<{ url: string }>> {
  const built = await build(options);
  const { base, rooms, runtime } = built;
  class App {}
  const imports = [RuntimeModule.forRoot(runtime), ...intakeModules(rooms), ...readingModules(base, rooms)];
  const app = await NestFactory.create<NestExpressApplication>(
    { module: App, imports },
    { logger: new NestLogger(base.logger), abortOnError: false, forceCloseConnections: true, bodyParser: false },
  );
  configureHttp(app, { unexpected: (error) => base.logger.error('a request failed', { error }) });
  await rooms.signIn.provider?.prepare();
  await rooms.intake.start();
  await app.listen(0, '127.0.0.1');
  const close = async (): Promise<void> => {
    await app.close();
    await rooms.intake.stop();
    await built.close();
  };
  return { ...built, url: await app.getUrl(), settled: () => settled(built), close };
}

async function build({ logger = silentLogger, env = {}, spans }: Options): Promise<Built> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  const db = await testDatabase(allMigrations);
  const config = readConfig({
    TRIBUTARY_HOME: home,
    DEMO: '0',
    DATABASE_URL: db.appUrl,
    KEYS_DATABASE_URL: db.keysUrl,
    DIRECTORY_FILE: join(root, 'infra/demo/directory.yaml'),
    AGREEMENTS_DIR: join(root, 'infra/demo/agreements'),
    ...env,
  });
  let made: { base: Foundation; rooms: Rooms } | undefined;
  const runtime = await Runtime.open({
    ...{ app: 'spec', config, migrations: allMigrations, logger, ...(spans ? { spans } : {}) },
    hosts: async (parts) => {
      const base = await foundationOf(parts);
      made = { base, rooms: furnish(base) };
      return { projections: made.rooms.projections, reactors: made.rooms.reactors };
    },
  });
  if (!made) throw new Error('the rooms were not built');
  const close = async (): Promise<void> => {
    await runtime.stop();
    await db.close();
    await rm(home, { recursive: true });
  };
  return { ...made, runtime, home, close };
}

async function settled({ base, runtime }: Pick<Built, 'base' | 'runtime'>): Promise<void> {
  for (let before = -1, now = await newest(base); before !== now; before = now, now = await newest(base)) {
    while ((await base.store.head()).position !== (await newest(base))) await runtime.whenCaughtUp(CAUGHT_UP);
    await runtime.whenCaughtUp(CAUGHT_UP);
  }
}

/** The last in the order of the feed, where of two written at once the later may have the lower position. */
async function newest({ database }: Foundation): Promise<number> {
  const { rows } = await database.events.query<{ n: string }>(
    'SELECT position AS n FROM store.events ORDER BY generation DESC, tx DESC, position DESC LIMIT 1',
  );
  return Number(rows[0]?.n ?? 0);
}
