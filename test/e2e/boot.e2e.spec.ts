import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@tributary/event-store';
import { parse } from 'yaml';
import { allMigrations } from '../../apps/composition/migrations';
import { type Broker, brokerForTests, describeWithKafka } from '../../libs/testing/broker';
import { PrivatePostgres } from '../support/postgres';
import { AppProcess, freePort, root } from '../support/processes';

type Service = Readonly<{ command?: readonly string[]; environment?: Readonly<Record<string, string>> }>;
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Readonly<Record<string, Service>>;
};
const APPS = ['intake', 'relay', 'projector', 'alerter', 'console'];

/** The measures that the dashboard draws and the alarms look at. */
function watched(): readonly string[] {
  const files = ['infra/grafana/tributary.json', 'infra/prometheus/rules.yml'];
  const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const names = [...text.matchAll(/\b(?:tributary|process|nodejs)_[a-z0-9_]*/g)].map(([name]) => name);
  return [...new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')))];
}

type Operation = Readonly<{
  summary?: string;
  security?: unknown;
  parameters: readonly { in: string; name: string }[];
}>;
type OpenApi = Readonly<{ openapi: string; paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }>;

async function openApi(url: string): Promise<OpenApi> {
  return (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
}

/** Routes of which `/openapi.json` does not say what they do, who may ask, or what stands in their path. */
function undescribed({ openapi, paths }: OpenApi): readonly string[] {
  expect(openapi).toBe('3.1.0');
  expect(Object.keys(paths).length).toBeGreaterThan(40);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { summary, security, parameters }]) => {
      const named = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
      const whole =
        summary &&
        (security || !path.startsWith('/v1')) &&
        path.match(/\{\w+\}/g)?.join() === (named.join() || undefined);
      return whole ? [] : [`${method} ${path}`];
    }),
  );
}

describe('the hub, alone', () => {
  it('comes up from nothing, says that it is ready, ends cleanly, and is back with what it had', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tributary-boot-'));
    const env = { TRIBUTARY_HOME: join(home, 'home'), DEMO: '0', LOG_LEVEL: 'warn', SMTP_URL: 'smtp://127.0.0.1:1' };
    const hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
    await chmod(home, 0o755);
    try {
      await hub.start().ready();
      expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
      const metrics = await (await fetch(`${hub.url}/metrics`)).text();
      const exported = new Set([...metrics.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name));
      expect(watched().length).toBeGreaterThan(12);
      expect(watched().filter((name) => !exported.has(name))).toEqual([]);
      expect((await fetch(`${hub.url}/v1/alerts`)).status).toBe(401);
      expect(undescribed(await openApi(hub.url))).toEqual([]);
      const asyncApi = (await (await fetch(`${hub.url}/asyncapi.json`)).json()) as { channels: object };
      expect(Object.keys(asyncApi.channels)).toEqual([
        ...['child-events', 'practice-events', 'parked', 'inbound', 'notices', 'acknowledgements'],
      ]);
      expect(await hub.stop()).toBe(0);
      await hub.start().ready();
      expect(await hub.stop()).toBe(0);
    } finally {
      await hub.kill();
      await rm(home, { recursive: true, force: true });
    }
  });
});

describeWithKafka('the apps of docker-compose.yml', () => {
  let broker: Broker;
  let postgres: PrivatePostgres;
  let home: string;
  beforeAll(async () => {
    const found = await brokerForTests({ private: true });
    if (!found) throw new Error('no broker');
    broker = found;
    postgres = await PrivatePostgres.start();
    await migrate({ events: postgres.url('owner'), keys: postgres.url('owner', 'tributary_keys') }, allMigrations);
    home = await mkdtemp(join(tmpdir(), 'tributary-boot-'));
  });
  afterAll(async () => {
    await broker?.close();
    await postgres?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('are all that is built, but for the hub and the command line', () => {
    const built = readdirSync(join(root, 'dist/apps')).filter((name) => !['hub', 'cli', 'composition'].includes(name));
    expect(built.sort()).toEqual([...APPS].sort());
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(APPS));
  });

  it('start together with the command and the environment written there, and end cleanly', async () => {
    const apps: AppProcess[] = [];
    try {
      for (const name of APPS) apps.push(await started(name));
      await Promise.all(apps.map((app) => app.ready()));
      const codes = await Promise.all(apps.map((app) => app.stop()));
      expect(codes).toEqual(APPS.map(() => 0));
    } finally {
      await Promise.all(apps.map((app) => app.kill()));
    }
  });

  /** As the file says, with this machine's addresses in the places of the containers'. */
  const started = async (name: string): Promise<AppProcess> => {
    const { command = [], environment = {} } = compose.services[name] ?? {};
    const [node, entry] = command;
    if (node !== 'node' || !entry) throw new Error(`${name} has another command than node <file>`);
    const here: Readonly<Record<string, string>> = {
      DATABASE_URL: postgres.url('app'),
      KEYS_DATABASE_URL: postgres.url('app', 'tributary_keys'),
      KAFKA_BROKERS: broker.brokers.join(','),
      TRIBUTARY_HOME: home,
      HOST: '127.0.0.1',
    };
    const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, here[key] ?? value]));
    return new AppProcess(name, entry, { ...env, LOG_LEVEL: 'warn' }, await freePort()).start();
  };
});
