import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Param, type Type } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { storeMigrations } from '@tributary/event-store';
import { EmbeddedStream } from '@tributary/stream';
import { vaultMigrations } from '@tributary/vault';
import request from 'supertest';
import type { App } from 'supertest/types';
import { testDatabase, type TestDatabase } from '../../testing/postgres';
import { aChild, anEvent, aRecord } from '../../testing/store';
import { tinyMigrations, tinyReadModel } from '../../testing/tiny-read-model';
import { readConfig } from '../configuration/config';
import { RuntimeModule } from '../http/runtime.module';
import { runtimeMigrations } from '../migrations';
import { type LogFields, type Logger, silentLogger } from '../observe/logger';
import type { ProjectionDefinition } from '../consumers/types';
import { Runtime, type RuntimeOptions } from './runtime';

jest.setTimeout(60_000);

const migrations = [...storeMigrations, ...vaultMigrations, ...runtimeMigrations, ...tinyMigrations];
const CAUGHT_UP = { timeoutMs: 20_000 };

@Controller('v1/children')
class Children {
  @Get(':id')
  one(@Param('id') id: string): { id: string } {
    return { id };
  }
}

let db: TestDatabase;
let home: string;
const open: Runtime[] = [];
const apps: INestApplication<App>[] = [];
const said: string[] = [];
const listening: Logger = {
  ...silentLogger,
  warn: (message: string, fields?: LogFields) => void said.push(`${message} ${String(fields?.step ?? '')}`),
};

beforeEach(async () => {
  db = await testDatabase(migrations);
  home = await mkdtemp(join(tmpdir(), 'tributary-runtime-'));
  said.length = 0;
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await Promise.all(open.splice(0).map((runtime) => runtime.stop()));
  await db.close();
  await rm(home, { recursive: true });
});

async function aRuntime(projection: ProjectionDefinition, more: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  const runtime = await Runtime.open({
    app: 'spec',
    config: readConfig({ TRIBUTARY_HOME: home, DATABASE_URL: db.appUrl, KEYS_DATABASE_URL: db.keysUrl }),
    migrations,
    logger: listening,
    stream: (store) => new EmbeddedStream({ feed: store, partitions: 8, shuffleSeed: 11 }),
    hosts: () => ({ projections: [projection] }),
    timers: true,
    ...more,
  });
  open.push(runtime);
  return runtime;
}

async function anApp(runtime: Runtime): Promise<INestApplication<App>> {
  const controllers: Type[] = [Children];
  const module = await Test.createTestingModule({ imports: [RuntimeModule.forRoot(runtime)], controllers }).compile();
  const app = module.createNestApplication<INestApplication<App>>();
  await app.listen(0, '127.0.0.1');
  apps.push(app);
  return app;
}

const append = (runtime: Runtime) => {
  const stream = aRecord();
  const event = anEvent(stream, { childId: aChild(), data: { note: 'x' } });
  return runtime.parts.store.append({ streams: [stream] }, () => ({ events: [event] }));
};
const rows = async (slot: string): Promise<number> => (await db.events.query(`SELECT FROM ${slot}.tiny`)).rowCount ?? 0;

describe('a process', () => {
  it('consumes, answers when it is ready, counts, and stops in order', async () => {
    const runtime = await aRuntime(tinyReadModel());
    const app = await anApp(runtime);
    const { position } = await append(runtime);
    expect(await runtime.parts.reads.waitFor(position, ['tiny'], { timeoutMs: 10_000 })).toBe(true);
    expect(await rows('read_a')).toBe(1);

    const http = request(app.getHttpServer());
    expect((await http.get('/healthz')).body).toEqual({ status: 'alive' });
    const ready = await http.get('/readyz');
    expect([ready.status, ready.body]).toEqual([
      200,
      {
        ready: true,
        checks: ['database', 'keys', 'migrations', 'stream', 'consumers', 'timers'].map((name) => ({ name, ok: true })),
      },
    ]);
    const metrics = (await http.get('/metrics')).text;
    expect(metrics).toContain('tributary_events_appended_total{app="spec"} 1');
    expect(metrics).toMatch(/tributary_events_consumed_total\{consumer="tiny",app="spec"\} [1-9]/);

    await app.close();
    await expect(runtime.parts.database.events.query('SELECT 1')).rejects.toThrow(/after calling end/);
    expect(said).toEqual([]);
  });

  it('times requests by route and never by what was asked for', async () => {
    const app = await anApp(await aRuntime(tinyReadModel()));
    const http = request(app.getHttpServer());
    const answer = await http.get('/v1/children/canary-41').set('x-correlation-id', 'canary words');
    expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
    const given = '0190b7e2-1111-7000-8000-000000000001';
    expect((await http.get('/nowhere/canary-42').set('x-correlation-id', given)).headers['x-correlation-id']).toBe(
      given,
    );
    const metrics = (await http.get('/metrics')).text;
    expect(metrics).toMatch(/tributary_http_seconds_count\{[^}]*route="\/v1\/children\/:id",status="200"\} 1/);
    expect(metrics).toContain('route="none",status="404"');
    expect(metrics).not.toContain('canary');
    await app.close();
  });

  it('says what is wrong, and that it is well again', async () => {
    const runtime = await aRuntime(tinyReadModel());
    const app = await anApp(runtime);
    await runtime.whenCaughtUp(CAUGHT_UP);
    const http = request(app.getHttpServer());
    const gone = jest.spyOn(runtime.parts.database.keys, 'query').mockImplementation(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    const sick = await http.get('/readyz');
    expect(sick.status).toBe(503);
    expect(sick.body).toMatchObject({ ready: false });
    expect((sick.body as { checks: unknown[] }).checks).toContainEqual({
      name: 'keys',
      ok: false,
      problem: 'ECONNREFUSED',
    });
    gone.mockRestore();
    expect((await http.get('/readyz')).status).toBe(200);
    await app.close();
  });

  it('is ready while a new version is rebuilt, and says that it is', async () => {
    const first = await aRuntime(tinyReadModel());
    first.start();
    await append(first);
    await first.whenCaughtUp(CAUGHT_UP);
    await first.stop();

    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const second = await aRuntime(tinyReadModel({ version: 2, before: () => gate }));
    second.start();
    await until(async () => (await second.parts.health.readiness()).checks.some((check) => check.note !== undefined));
    expect(await second.parts.health.readiness()).toMatchObject({ ready: true });
    expect(await second.parts.reads.activeSlot('tiny')).toBe('read_a');
    go();
    await second.whenCaughtUp(CAUGHT_UP);
    await append(second);
    await second.whenCaughtUp(CAUGHT_UP);
    expect(await second.parts.reads.activeSlot('tiny')).toBe('read_b');
    expect([await rows('read_a'), await rows('read_b')]).toEqual([1, 2]);
  });

  it('that consumes nothing is ready without the stream, and starts and stops what else it is given', async () => {
    const did: string[] = [];
    const service = { start: () => void did.push('start'), stop: async () => void did.push('stop') };
    const runtime = await aRuntime(tinyReadModel(), {
      hosts: () => ({ projections: [], reactors: [] }),
      services: () => [service],
    });
    jest.spyOn(runtime.parts.stream, 'check').mockRejectedValue(new Error('no broker'));
    const subscribe = jest.spyOn(runtime.parts.stream, 'subscribe');
    runtime.start();
    await runtime.whenCaughtUp(CAUGHT_UP);
    expect(await runtime.parts.health.readiness()).toMatchObject({ ready: true });
    await runtime.stop();
    expect(did).toEqual(['start', 'stop']);
    expect(subscribe).not.toHaveBeenCalled();
  });

  it('closes what it can where a part hangs', async () => {
    const runtime = await aRuntime(tinyReadModel());
    runtime.start();
    await runtime.whenCaughtUp(CAUGHT_UP);
    jest.spyOn(runtime.parts.stream, 'close').mockRejectedValue(new Error('no'));
    await runtime.stop();
    expect(said).toEqual(['a part was not closed cleanly stream']);
    await expect(runtime.parts.database.events.query('SELECT 1')).rejects.toThrow(/after calling end/);
    expect(await runtime.parts.health.readiness()).toMatchObject({ ready: false });
  });

  it('leaves nothing open where it cannot be opened', async () => {
    const broken = aRuntime(tinyReadModel(), {
      hosts: () => {
        throw new Error('no directory');
      },
    });
    await expect(broken).rejects.toThrow('no directory');
    const { rows: left } = await db.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'tributary-spec' AND datname = current_database()`,
    );
    expect(left[0]?.n).toBe(0);
  });
});

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await new Promise((resolve) => setImmediate(resolve));
}
