import type { EventStore } from '@tributary/event-store';
import { type ChildId, childStream, derivedId, type EventId, Problem, type StreamId } from '@tributary/kernel';
import { EmbeddedStream } from '@tributary/stream';
import type { Pool } from 'pg';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../../testing/store';
import { tinyMigrations, tinyReadModel } from '../../testing/tiny-read-model';
import { victimOf } from '../../testing/victim';
import { runtimeMigrations } from '../migrations';
import { silentLogger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import type { Consumer } from './consumer';
import { ConsumerLoop } from './consumer-loop';
import { listParked, park } from './parked';
import { ProjectionConsumer } from './projection-consumer';
import { ReactorConsumer } from './reactor-consumer';
import { redriveParked } from './redrive';
import { standingOf } from './slots';
import type { ProjectionDefinition, Reactor, Slot } from './types';

jest.setTimeout(60_000);

const PARTITIONS = 8;
const CAUGHT_UP = { timeoutMs: 30_000 };
const retry = { tries: 2, firstPause: 1, lastPause: 20 };

let t: TestStore;
let seed = 0;
let metrics = new Metrics();
const running: ConsumerLoop[] = [];
/** Those that loops were given last, by name. */
const consumers = new Map<string, Consumer>();

beforeEach(async () => {
  metrics = new Metrics();
  t = await testStore([...runtimeMigrations, ...tinyMigrations]);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((loop) => loop.stop()));
  await t.close();
});

type Hosted = Readonly<{ projections?: readonly ProjectionDefinition[]; reactors?: readonly Reactor[]; pool?: Pool }>;

async function aLoop(hosted: Hosted, store: EventStore = t.store): Promise<ConsumerLoop> {
  seed += 1;
  const pool = hosted.pool ?? t.db.events;
  const stream = new EmbeddedStream({ feed: store, partitions: PARTITIONS, shuffleSeed: seed });
  const loop = new ConsumerLoop({
    group: 'spec',
    stream,
    store,
    db: t.db.events,
    logger: silentLogger,
    metrics,
    batchSize: 50,
    retry,
  });
  const partitionOf = (child: ChildId): number => {
    const token = t.vault.childToken(child);
    return stream.partitionOf({ childToken: token, streamToken: token });
  };
  const given: Consumer[] = [];
  for (const definition of hosted.projections ?? []) {
    const { slot } = await standingOf(t.db.events, definition);
    given.push(new ProjectionConsumer(definition, slot, { pool, store, partitionOf, onRefold: () => undefined }));
  }
  for (const reactor of hosted.reactors ?? []) given.push(new ReactorConsumer(reactor, { pool, store }));
  for (const consumer of given) {
    loop.host(consumer);
    consumers.set(consumer.name, consumer);
  }
  await loop.start();
  running.push(loop);
  return loop;
}

const redrive = (name: string) => redriveParked(consumers.get(name) as Consumer, { db: t.db.events, store: t.store });

const put = (stream: StreamId, child: ChildId | null, note = 'x', data: object = {}) =>
  t.store.append({ streams: [stream] }, () => ({
    events: [anEvent(stream, { childId: child, data: { note, ...data } })],
  }));

const rows = async (slot: Slot = 'read_a'): Promise<readonly { child_id: string; position: string; note: string }[]> =>
  (await t.db.events.query(`SELECT child_id, position, note FROM ${slot}.tiny ORDER BY position`)).rows as never;
const notes = async (child: ChildId): Promise<string[]> =>
  (await rows()).filter((row) => row.child_id === child).map((row) => row.note);

const children = Array.from({ length: 20 }, aChild);
const load = async (events: number): Promise<void> => {
  const streams = children.map((child) => ({ child, stream: aRecord() }));
  const done = await Promise.all(
    Array.from({ length: events }, (_, i) => {
      const { child, stream } = streams[i % streams.length] as (typeof streams)[number];
      return put(stream, child, `n${i}`);
    }),
  );
  for (const { position } of done) await readable(t.store, position);
};

describe('a consumer', () => {
  it('takes what was there before it, and what comes after, once each', async () => {
    await load(60);
    const loop = await aLoop({ projections: [tinyReadModel()] });
    await load(60);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await rows()).toHaveLength(120);
    expect(loop.problems()).toEqual([]);
  });

  it('added to a running loop catches up and then follows, beside the others', async () => {
    await load(40);
    const seen: string[] = [];
    const loop = await aLoop({ projections: [tinyReadModel()] });
    loop.host(new ReactorConsumer(collecting(seen), { pool: t.db.events, store: t.store }));
    await load(40);
    await loop.whenCaughtUp(CAUGHT_UP);
    await load(20);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(seen).toHaveLength(100);
    expect(new Set(seen).size).toBe(100);
    expect(await rows()).toHaveLength(100);
  });

  it('takes its own from a piece that begins with what it has, because another is behind', async () => {
    await load(30);
    const first = await aLoop({ projections: [tinyReadModel()] });
    await first.whenCaughtUp(CAUGHT_UP);
    await first.stop();
    await load(30);
    const seen: string[] = [];
    const second = await aLoop({ projections: [tinyReadModel()], reactors: [collecting(seen)] });
    await second.whenCaughtUp(CAUGHT_UP);
    expect(seen).toHaveLength(60);
    expect(await rows()).toHaveLength(60);
    // At the first attempt: halving a refused piece would hide that it was given twice.
    expect((await metrics.retries.get()).values).toEqual([]);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('moves its place past erased events', async () => {
    const [child, stream] = [aChild(), aRecord()];
    await put(stream, child, 'kept');
    await put(stream, child, 'erased');
    await put(stream, child, 'kept too');
    await t.store.eraseOne(stream, 2, 'wrong-child');
    const loop = await aLoop({ projections: [tinyReadModel()] });
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual([]);
    // The erased event's child is folded anew from its records; none is linked to it here.
    expect(loop.problems()).toEqual([]);
  });
});

const collecting = (into: string[]): Reactor => ({
  name: 'collector',
  version: 1,
  handles: ['education.attendance-recorded'],
  react: async (batch) => void into.push(...batch.map(({ event }) => event.id)),
});

describe('killed in the middle', () => {
  it('with its transaction open, the next takes each event exactly once', async () => {
    await load(200);
    const { pool, kill } = victimOf(t.db);
    let batches = 0;
    const [dead, started] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const mortal = tinyReadModel({
      before: async () => {
        batches += 1;
        if (batches !== 5) return;
        // Killed at work, not in its beginning: that may still be reading where it stands.
        await started.promise;
        // Rows of this batch are not yet written; those of four batches stand.
        await kill();
        dead.resolve();
      },
    });
    const first = await aLoop({ projections: [mortal], pool });
    started.resolve();
    await dead.promise;
    await first.stop();
    const taken = (await rows()).length;
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(200);
    await pool.end().catch(() => undefined);
    const second = await aLoop({ projections: [tinyReadModel()] });
    await second.whenCaughtUp(CAUGHT_UP);
    expect(await rows()).toHaveLength(200);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('after its appends and before its place moved, a reactor repeats and changes nothing', async () => {
    await load(30);
    let dies = true;
    const reactor: Reactor = {
      name: 'echo',
      version: 1,
      handles: ['education.attendance-recorded'],
      react: async (batch, io) => {
        for (const { event } of batch) {
          const stream = `alert-${derivedId('echo', event.id)}` as StreamId;
          const id = derivedId('echo-raised', event.id) as EventId;
          await io.append.append({ streams: [stream] }, (view) =>
            view.head(stream)
              ? { events: [] }
              : { events: [anEvent(stream, { id, type: 'alerting.alert-raised', childId: event.childId })] },
          );
        }
        if (!dies) return;
        dies = false;
        throw Object.assign(new Error('gone'), { code: '57P01' });
      },
    };
    const loop = await aLoop({ reactors: [reactor] });
    await loop.whenCaughtUp(CAUGHT_UP);
    const { rows: all } = await t.db.events.query<{ n: string }>('SELECT count(*) AS n FROM store.events');
    expect(dies).toBe(false);
    expect(Number(all[0]?.n)).toBe(60);
  });

  it('two processes that hold the same partitions take each event once between them', async () => {
    await load(150);
    const other = await t.another();
    const loops = await Promise.all([
      aLoop({ projections: [tinyReadModel()] }),
      aLoop({ projections: [tinyReadModel()] }, other),
    ]);
    await load(150);
    await Promise.all(loops.map((loop) => loop.whenCaughtUp(CAUGHT_UP)));
    expect(await rows()).toHaveLength(300);
    expect(await listParked(t.db.events)).toEqual([]);
  });
});

describe('an event that cannot be taken', () => {
  const picky = (poison: () => boolean) =>
    tinyReadModel({
      before: (batch) => {
        if (poison() && batch.some(({ event }) => (event.data as { note: string }).note === 'bad')) {
          throw new TypeError('a value quoted here must not be kept: Canary');
        }
      },
    });

  it('is parked with a code, its neighbours are taken, and it can be taken later', async () => {
    const [child, stream] = [aChild(), aRecord()];
    await linkFirst(stream, child);
    await put(stream, child, 'good');
    await put(stream, child, 'bad');
    await put(stream, child, 'good too');
    await load(60);
    let broken = true;
    const loop = await aLoop({ projections: [picky(() => broken)] });
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual(['good', 'good too']);
    expect(await rows()).toHaveLength(62);
    const parked = await listParked(t.db.events, 'tiny');
    expect(parked).toMatchObject([{ consumer: 'tiny', slot: 'read_a', reason: 'TypeError' }]);
    expect(parked[0]?.attempts).toBeGreaterThan(1);
    expect(loop.problems()).toEqual([]);

    expect(await redrive('tiny')).toEqual({ taken: 0, parked: 1 });
    broken = false;
    expect(await redrive('tiny')).toEqual({ taken: 1, parked: 0 });
    // In its place among the others, not at the end.
    expect(await notes(child)).toEqual(['good', 'bad', 'good too']);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('is parked by a reactor too, and taken later', async () => {
    let broken = true;
    const seen: unknown[] = [];
    const reactor: Reactor = {
      name: 'fussy',
      version: 1,
      handles: ['education.attendance-recorded'],
      react: async (batch) => {
        const read = batch.map(({ event }) => (event.data as { note: string }).note);
        if (broken && read.includes('bad')) throw new RangeError('no');
        seen.push(...read);
      },
    };
    await put(aRecord(), aChild(), 'bad');
    await put(aRecord(), aChild(), 'good');
    const loop = await aLoop({ reactors: [reactor] });
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(seen).toEqual(['good']);
    broken = false;
    expect(await redrive('fussy')).toEqual({ taken: 1, parked: 0 });
    expect(seen).toEqual(['good', 'bad']);
  });

  it('is not parked any more where the read model begins anew, as after a restore', async () => {
    const [child, stream] = [aChild(), aRecord()];
    const { position: at } = await put(stream, child, 'good');
    await park(t.db.events, { consumer: 'tiny', slot: 'read_a', partition: 0, at, reason: 'TypeError', attempts: 3 });
    const loop = await aLoop({ projections: [tinyReadModel()] });
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual(['good']);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('is not what a database gone for a while is: that is waited for, and told', async () => {
    let away = true;
    const waiting = tinyReadModel({
      before: () => {
        if (away) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      },
    });
    await load(5);
    const loop = await aLoop({ projections: [waiting] });
    await until(() => loop.problems().length > 0);
    expect(loop.problems()[0]).toMatch(/^tiny\/\d waits since \d+ s: sql-57P01$/);
    expect(await rows()).toEqual([]);
    away = false;
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await rows()).toHaveLength(5);
    expect(loop.problems()).toEqual([]);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('of a newer schema stops that consumer in that partition alone, and says so', async () => {
    const tooNew = new Problem('event-too-new', 500, 'Too new', 'Run every process at the newer version.', {
      type: 'education.attendance-recorded',
    });
    const { EventStore } = await import('@tributary/event-store');
    const strict = await EventStore.open({
      events: t.db.events,
      vault: t.vault,
      upcast: (event) => {
        if (event.schemaVersion > 1) throw tooNew;
        return event;
      },
    });
    const [child, stream] = [aChild(), aRecord()];
    await put(stream, child, 'before');
    await t.store.append({ streams: [stream] }, () => ({
      events: [anEvent(stream, { childId: child, schemaVersion: 2 })],
    }));
    await put(stream, child, 'after');
    await load(80);
    const others: string[] = [];
    const deaf: Reactor = { ...collecting(others), name: 'deaf', handles: ['alerting.alert-raised'] };
    const loop = await aLoop({ projections: [tinyReadModel()], reactors: [deaf] }, strict);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual(['before']);
    expect(loop.problems()).toEqual([expect.stringMatching(/^tiny\/\d was stopped: Run every process at the newer/)]);
    expect((await rows()).length).toBeGreaterThan(1);
    await strict.close();
  });
});

describe('a link taken back', () => {
  it('leaves both children as if it had never been', async () => {
    const [a, b] = [aChild(), aChild()];
    const [ofA, ofB, wandering] = [aRecord(), aRecord(), aRecord()];
    await linkFirst(ofA, a);
    await linkFirst(ofB, b);
    await linkFirst(wandering, a);
    const loop = await aLoop({ projections: [tinyReadModel()] });
    await put(ofA, a, 'a1');
    await put(wandering, a, 'w1');
    await put(ofB, b, 'b1');
    await loop.whenCaughtUp(CAUGHT_UP);
    const before = [await notes(a), await notes(b)];
    expect(before).toEqual([['a1', 'w1'], ['b1']]);

    await relink(wandering, a, b);
    await put(wandering, b, 'w2');
    await put(ofA, a, 'a2');
    await loop.whenCaughtUp(CAUGHT_UP);
    expect([await notes(a), await notes(b)]).toEqual([
      ['a1', 'a2'],
      ['w1', 'b1', 'w2'],
    ]);

    await relink(wandering, b, a);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect([await notes(a), await notes(b)]).toEqual([['a1', 'w1', 'w2', 'a2'], ['b1']]);
  });

  it('does not bring back what is parked', async () => {
    const [a, b] = [aChild(), aChild()];
    const stream = aRecord();
    await linkFirst(stream, a);
    const fussy = tinyReadModel({
      before: (batch) => {
        if (batch.some(({ event }) => (event.data as { note: string }).note === 'bad')) throw new TypeError('no');
      },
    });
    const loop = await aLoop({ projections: [fussy] });
    for (const note of ['one', 'bad', 'two']) await put(stream, a, note);
    await loop.whenCaughtUp(CAUGHT_UP);
    await relink(stream, a, b);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect([await notes(a), await notes(b)]).toEqual([[], ['one', 'two']]);
    expect(await listParked(t.db.events)).toHaveLength(1);
  });
});

describe('an erasure', () => {
  it('takes its rows with it, and its neighbours stay', async () => {
    const [child, stream] = [aChild(), aRecord()];
    await linkFirst(stream, child);
    const loop = await aLoop({ projections: [tinyReadModel()] });
    for (const note of ['one', 'two', 'three']) await put(stream, child, note);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual(['one', 'two', 'three']);
    const two = (await t.store.load(stream)).find((event) => (event.data as { note?: string }).note === 'two');
    await t.store.eraseOne(stream, two?.version ?? 0, 'court-order');
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await notes(child)).toEqual(['one', 'three']);
  });
});

async function linkFirst(stream: StreamId, child: ChildId): Promise<void> {
  const recordId = stream.slice('record-'.length);
  const own = childStream(child);
  const type = (await t.store.load(own)).length === 0 ? 'identity.child-registered' : 'identity.record-linked';
  await t.store.append({ streams: [stream, own] }, () => ({
    events: [
      anEvent(stream, {
        type: 'identity.record-linked',
        childId: child,
        data: { recordId, childId: child, previous: null },
      }),
      anEvent(own, { type, childId: child, data: { recordId, childId: child, previous: null } }),
    ],
    links: [{ streamId: stream, childId: child }],
  }));
}

async function relink(stream: StreamId, from: ChildId, to: ChildId): Promise<void> {
  const recordId = stream.slice('record-'.length);
  const [old, now] = [childStream(from), childStream(to)];
  const off = { type: 'identity.record-unlinked', childId: from, data: { recordId, childId: from } };
  const on = { type: 'identity.record-linked', childId: to, data: { recordId, childId: to, previous: from } };
  await t.store.append({ streams: [stream, old, now] }, () => ({
    events: [anEvent(stream, off), anEvent(old, off), anEvent(stream, on), anEvent(now, on)],
    links: [{ streamId: stream, childId: to }],
  }));
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}
