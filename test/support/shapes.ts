import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@tributary/event-store';
import { allMigrations } from '../../apps/composition/migrations';
import { brokerForTests } from '../../libs/testing/broker';
import { PrivatePostgres } from './postgres';
import { AppProcess, freePort, root } from './processes';

type Broker = NonNullable<Awaited<ReturnType<typeof brokerForTests>>>;

/** The two ways to run the house: all in one process, or as microservices on Kafka. */
export type ShapeName = 'hub' | 'microservices';

/** A running house of one test's own: its database, its broker where it has one, its apps as processes. */
export type Shape = Readonly<{
  name: ShapeName;
  /** Where deliveries go. */
  intakeUrl: string;
  /** Where people read. */
  consoleUrl: string;
  apps: readonly AppProcess[];
  postgres: PrivatePostgres;
  broker: Broker | undefined;
  home: string;
  env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}>;

const MICROSERVICES = ['intake', 'relay', 'projector', 'alerter', 'console'] as const;

/** What a house stands on. It goes with the house. */
export type Ground = Pick<Shape, 'postgres' | 'home' | 'broker'>;

type Options = Readonly<{
  env?: Readonly<Record<string, string>>;
  /** Replaces an app's built entry, so that a test can start a sabotaged one. */
  entries?: Readonly<Record<string, string>>;
  /** Default: all new. */
  ground?: Ground;
}>;

export async function newGround(name: ShapeName, databaseUnder?: string): Promise<Ground> {
  const home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
  await writeFile(join(home, 'master.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
  const broker = name === 'microservices' ? await brokerForTests({ private: true }) : undefined;
  return { home, broker, postgres: await PrivatePostgres.start(databaseUnder) };
}

export async function startShape(name: ShapeName, options: Options = {}): Promise<Shape> {
  const { home, broker, postgres } = options.ground ?? (await newGround(name));
  const keyFile = join(home, 'master.key');
  await migrate({ events: postgres.url('owner'), keys: postgres.url('owner', 'tributary_keys') }, allMigrations);
  const env = {
    TRIBUTARY_HOME: home,
    TRIBUTARY_ENV: 'demo',
    DEMO: '0',
    DATABASE_URL: postgres.url('app'),
    KEYS_DATABASE_URL: postgres.url('app', 'tributary_keys'),
    MASTER_KEY_FILE: keyFile,
    DIRECTORY_FILE: join(root, 'infra/demo/directory.yaml'),
    AGREEMENTS_DIR: join(root, 'infra/demo/agreements'),
    STREAM: broker ? 'kafka' : 'embedded',
    LOG_LEVEL: 'warn',
    ...(broker ? { KAFKA_BROKERS: broker.brokers.join(',') } : {}),
    ...options.env,
  };
  const apps: AppProcess[] = [];
  for (const app of broker ? MICROSERVICES : (['hub'] as const)) {
    const entry = options.entries?.[app] ?? `dist/apps/${app}/main.js`;
    apps.push(new AppProcess(app, entry, env, await freePort()).start());
  }
  const urlOf = (app: string): string => apps.find((a) => a.name === app)?.url ?? apps[0]?.url ?? '';
  const stop = async (): Promise<void> => {
    await Promise.all(apps.map((app) => app.stop()));
    await broker?.close();
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await Promise.all(apps.map((app) => app.ready()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, intakeUrl: urlOf('intake'), consoleUrl: urlOf('console'), apps, postgres, broker, home, env, stop };
}
