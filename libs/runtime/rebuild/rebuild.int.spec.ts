import type { EventStore } from '@tributary/event-store';
import type { ChildId, FeedPosition, StreamId } from '@tributary/kernel';
import { EmbeddedStream } from '@tributary/stream';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../../testing/store';
import { tinyMigrations, tinyReadModel } from '../../testing/tiny-read-model';
import { ConsumerLoop } from '../consumers/consumer-loop';
import { Stoppable } from '../consumers/leave';
import { listParked } from '../consumers/parked';
import { ProjectionConsumer } from '../consumers/projection-consumer';
import { readStanding, standingOf } from '../consumers/slots';
import type { ProjectionDefinition, Slot } from '../consumers/types';
import { runtimeMigrations } from '../migrations';
import { silentLogger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import { ReadModels } from '../read-models';
import { untilCurrent } from './keep-current';
import { adoptLayout } from './layout';
import { rebuild, type RebuildIo } from './rebuild';

jest.setTimeout(90_000);

const PARTITIONS = 8;
const CAUGHT_UP = { timeoutMs: 30_000 };
let t: TestStore;
let io: RebuildIo;
const loops: ConsumerLoop[] = [];

beforeEach(async () => {
  t = await testStore([...runtimeMigrations, ...tinyMigrations]);
  io = { pool: t.db.events, store: t.store, logger: silentLogger, metrics: new Metrics() };
});
afterEach(async () => {
  await Promise.all(loops.splice(0).map((loop) => loop.stop()));
  await t.close();
});

const streamOf = (feed: EventStore, partitions = PARTITIONS): EmbeddedStream =>
  new EmbeddedStream({ feed, partitions, shuffleSeed: 5 });
const partitionOfChild = (child: ChildId): number => {
  const token = t.vault.childToken(child);
  return streamOf(t.store).partitionOf({ childToken: token, streamToken: token });
};

async function follow(definition: ProjectionDefinition, partitions = PARTITIONS): Promise<ConsumerLoop> {
  const { slot } = await standingOf(t.db.events, definition);
  const loop = new ConsumerLoop({
    group: 'spec',
    stream: streamOf(t.store, partitions),
    store: t.store,
    db: t.db.events,
    logger: silentLogger,
    metrics: new Metrics(),
    batchSize: 20,
    retry: { tries: 2, firstPause: 1, lastPause: 20 },
  });
  const { pool, store } = io;
  loop.host(
    new ProjectionConsumer(definition, slot, { pool, store, partitionOf: partitionOfChild, onRefold: () => undefined }),
  );
  await loop.start();
  loops.push(loop);
  return loop;
}

const children = Array.from({ length: 12 }, aChild);
const streams = children.map((child) => ({ child, stream: aRecord() }));
const put = async (i: number): Promise<FeedPosition> => {
  const { child, stream } = streams[i % streams.length] as { child: ChildId; stream: StreamId };
  const { position } = await t.store.append({ streams: [stream] }, () => ({
    events: [anEvent(stream, { childId: child, data: { note: `n${i}` } })],
  }));
  return position;
};
const load = async (count: number, from = 0): Promise<void> => {
  await append(count, from);
  const { rows: last } = await t.db.events.query<{ generation: number; tx: string; position: string }>(
    'SELECT generation, tx::text, position FROM store.events ORDER BY generation DESC, events.tx DESC LIMIT 1',
  );
  const at = last[0];
  if (at) await readable(t.store, { generation: at.generation, tx: Number(at.tx), position: Number(at.position) });
};
const append = async (count: number, from: number): Promise<void> => {
  for (let i = from; i < from + count; i += 20) {
    await Promise.all(Array.from({ length: Math.min(20, from + count - i) }, (_, k) => put(i + k)));
  }
};
const rows = async (slot: Slot) =>
  (
    await t.db.events.query<{ note: string; position: string }>(
      `SELECT position, note FROM ${slot}.tiny ORDER BY position`,
    )
  ).rows;

describe('a rebuild', () => {
  it('fills the other slot while events come in, swaps, and the consumer goes on there', async () => {
    const model = tinyReadModel();
    await load(200);
    const loop = await follow(model);
    await loop.whenCaughtUp(CAUGHT_UP);
    let appending = true;
    let count = 200;
    const writer = (async () => {
      for (; appending; count += 20) await append(20, count);
    })();
    // Readers ask for the slot and read it, all the while: never less than what stood at the beginning.
    let least = Infinity;
    const reader = (async () => {
      while (appending) {
        const standing = await readStanding(t.db.events, 'tiny');
        least = Math.min(least, (await rows(standing?.slot ?? 'read_a')).length);
      }
    })();
    const first = await rebuild(model, io);
    const second = await rebuild(model, io);
    appending = false;
    await Promise.all([writer, reader]);
    expect([first.slot, second.slot]).toEqual(['read_b', 'read_a']);
    await load(40, count);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await rows('read_a')).toHaveLength(count + 40);
    expect(await readStanding(t.db.events, 'tiny')).toEqual({ slot: 'read_a', version: 1, status: 'running' });
    expect(least).toBeGreaterThanOrEqual(200);
    expect(loop.problems()).toEqual([]);
    expect(await listParked(t.db.events)).toEqual([]);
  });

  it('takes with it what a consumer is just putting into the old slot', async () => {
    await load(30);
    const late = gate();
    const following = tinyReadModel({
      before: (batch) => (batch.some(({ event }) => noteIn(event) === 'n30') ? late.wait() : undefined),
    });
    const loop = await follow(following);
    await loop.whenCaughtUp(CAUGHT_UP);
    // The rebuild has read all there is; one more event comes, and its consumer has it in hand, not yet committed.
    const read = async (...args: Parameters<EventStore['read']>) => {
      const result = await t.store.read(...args);
      if (args[0].tx === 0) {
        await put(30);
        await late.reached;
      }
      return result;
    };
    const store = { ...methodsOf(t.store), read };
    const rebuilt = rebuild(tinyReadModel(), { ...io, store });
    await waitingForLock();
    late.open();
    await rebuilt;
    await load(5, 31);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect((await rows('read_b')).map((row) => row.note).sort()).toEqual(
      Array.from({ length: 36 }, (_, i) => `n${i}`).sort(),
    );
  });

  it('of a new version runs by itself at the start, and an older program then stops', async () => {
    await load(50);
    const old = await follow(tinyReadModel());
    await old.whenCaughtUp(CAUGHT_UP);
    const next = tinyReadModel({ version: 2, note: ({ event }) => `v2 ${event.type}` });
    expect(await untilCurrent(next, io, new Stoppable())).toBe('read_b');
    expect((await rows('read_b')).map((row) => row.note)).toEqual(
      Array.from({ length: 50 }, () => 'v2 education.attendance-recorded'),
    );
    await load(20, 50);
    await old.whenCaughtUp(CAUGHT_UP);
    expect(await rows('read_b')).toHaveLength(50);
    expect(old.problems().join()).toMatch(/was stopped: tiny stands in another version/);
    expect(await untilCurrent(next, io, new Stoppable())).toBe('read_b');
    await expect(untilCurrent(tinyReadModel(), io, new Stoppable())).rejects.toMatchObject({
      code: 'projection-replaced',
    });
  });

  it('cut short goes on where it was', async () => {
    await load(60);
    let fails = true;
    const seen: number[] = [];
    const cut = tinyReadModel({
      before: (batch) => {
        seen.push(...batch.map(({ at }) => at.position));
        if (fails) throw Object.assign(new Error('gone'), { code: '57P01' });
      },
    });
    const leave = new Stoppable();
    const first = rebuild(cut, io, { leave });
    await until(() => seen.length > 0);
    leave.stop();
    await expect(first).rejects.toThrow();
    expect(await readStanding(t.db.events, 'tiny')).toMatchObject({ slot: 'read_a', status: 'rebuilding:1' });
    fails = false;
    expect(await rebuild(cut, io)).toMatchObject({ slot: 'read_b', events: 60 });
    expect(await rows('read_b')).toHaveLength(60);
  });

  it('runs once at a time', async () => {
    await load(20);
    let go: () => void = () => undefined;
    let entered: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const slow = tinyReadModel({
      before: async () => {
        entered();
        await gate;
      },
    });
    const first = rebuild(slow, io);
    await inside;
    await expect(rebuild(slow, io)).rejects.toMatchObject({ code: 'rebuild-running' });
    go();
    await first;
  });

  it('parks what it cannot take, and forgets what the old fold had parked', async () => {
    await load(40);
    const bad = (note: string) => (batch: readonly { event: { data: unknown } }[]) => {
      if (batch.some(({ event }) => (event.data as { note: string }).note === note)) throw new TypeError('no');
    };
    const loop = await follow(tinyReadModel({ before: bad('n3') }));
    await loop.whenCaughtUp(CAUGHT_UP);
    await rebuild(tinyReadModel({ version: 2, before: bad('n7') }), io);
    expect(await listParked(t.db.events)).toMatchObject([{ slot: 'read_b', reason: 'TypeError' }]);
    const notes = (await rows('read_b')).map((row) => row.note);
    expect(notes).toContain('n3');
    expect(notes).not.toContain('n7');
    expect(notes).toHaveLength(39);
  });

  it('stands at all partitions alike: one that was quiet begins where the rebuild left off', async () => {
    await load(1);
    const loop = await follow(tinyReadModel());
    await loop.whenCaughtUp(CAUGHT_UP);
    await rebuild(tinyReadModel(), io);
    await load(60, 1);
    await loop.whenCaughtUp(CAUGHT_UP);
    expect(await rows('read_b')).toHaveLength(61);
    expect(loop.problems()).toEqual([]);
  });
});

describe('another layout of partitions', () => {
  it('neither loses nor doubles an event', async () => {
    const model = tinyReadModel();
    expect(await adoptLayout(t.db.events, 'embedded/8')).toBe('adopted');
    const before = await follow(model);
    await load(50);
    await before.whenCaughtUp(CAUGHT_UP);
    await before.stop();
    await put(50);
    expect(await adoptLayout(t.db.events, 'embedded/8')).toBe('same');
    expect(await adoptLayout(t.db.events, 'embedded/3')).toBe('adopted');
    const slot = await untilCurrent(model, io, new Stoppable());
    const after = await follow(model, 3);
    await load(20, 51);
    await after.whenCaughtUp(CAUGHT_UP);
    expect(await rows(slot ?? 'read_a')).toHaveLength(71);
    expect(await listParked(t.db.events)).toEqual([]);
  });
});

describe('waiting for a position', () => {
  it('ends when the read models hold it, and says no when the time is over', async () => {
    const reads = new ReadModels({
      pool: t.db.events,
      feed: t.store,
      partitionOf: (record) => streamOf(t.store).partitionOf(record),
      partitionOfChild,
    });
    await expect(reads.activeSlot('tiny')).rejects.toMatchObject({ code: 'read-model-not-built' });
    const loop = await follow(tinyReadModel());
    await load(30);
    const position = await put(30);
    expect(await reads.waitFor(position, ['tiny'], { timeoutMs: 10_000 })).toBe(true);
    expect((await rows('read_a')).some((row) => row.note === 'n30')).toBe(true);
    expect(await reads.activeSlot('tiny')).toBe('read_a');
    await loop.whenCaughtUp(CAUGHT_UP);
    await loop.stop();
    const later = await put(31);
    expect(await reads.waitFor(later, ['tiny'], { timeoutMs: 100 })).toBe(false);
    const of = (i: number): ChildId => children[i % children.length] as ChildId;
    expect(await reads.waitFor(later, ['tiny'], { child: of(31), timeoutMs: 100 })).toBe(false);
    const other = children.find((child) => partitionOfChild(child) !== partitionOfChild(of(31)));
    // Nothing of that child's partition is missing, though others are behind.
    expect(await reads.waitFor(later, ['tiny'], { child: other ?? of(0), timeoutMs: 1_000 })).toBe(true);
  });
});

const methodsOf = (store: EventStore): RebuildIo['store'] => ({
  read: store.read.bind(store),
  head: store.head.bind(store),
  generation: store.generation.bind(store),
  onCommitted: store.onCommitted.bind(store),
  open: store.open.bind(store),
  load: store.load.bind(store),
  loadMany: store.loadMany.bind(store),
});

const noteIn = ({ data }: { data: unknown }): string => (data as { note: string }).note;

/** Holds whoever waits at it until it is opened. */
function gate(): { wait: () => Promise<void>; open: () => void; reached: Promise<void> } {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const wait = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { wait, open, reached };
}

/** Until some transaction of this database waits for another. */
async function waitingForLock(): Promise<void> {
  for (;;) {
    const { rowCount } = await t.db.events.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rowCount) return;
  }
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setImmediate(resolve));
}
