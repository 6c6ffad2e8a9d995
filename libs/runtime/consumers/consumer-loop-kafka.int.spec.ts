import { setTimeout as pause } from 'node:timers/promises';
import type { ChildId } from '@tributary/kernel';
import { declaredTopics, KafkaStream } from '@tributary/stream';
import { type Broker, brokerForTests, describeWithAnyKafka } from '../../testing/broker';
import { aChild, anEvent, aRecord, testStore, type TestStore } from '../../testing/store';
import { tinyMigrations, tinyReadModel } from '../../testing/tiny-read-model';
import { runtimeMigrations } from '../migrations';
import { silentLogger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import { RelayHost } from '../relay-host';
import { ConsumerLoop } from './consumer-loop';
import { listParked } from './parked';
import { ProjectionConsumer } from './projection-consumer';
import { standingOf } from './slots';

jest.setTimeout(240_000);

const CAUGHT_UP = { timeoutMs: 90_000 };

describeWithAnyKafka('on Kafka', () => {
  let broker: Broker | undefined;
  let t: TestStore;
  const streams: KafkaStream[] = [];
  const loops: ConsumerLoop[] = [];
  let relay: RelayHost | undefined;
  const prefix = `spec-${process.pid}-${Date.now()}.`;

  beforeAll(async () => {
    broker = await brokerForTests();
    t = await testStore([...runtimeMigrations, ...tinyMigrations]);
  });
  afterAll(async () => {
    await relay?.stop();
    await Promise.all(loops.map((loop) => loop.stop()));
    await Promise.all(streams.map((stream) => stream.close()));
    await t.close();
    await broker?.close();
  });

  async function aStream(): Promise<KafkaStream> {
    const stream = new KafkaStream({ brokers: broker?.brokers ?? [], topics: await declaredTopics(prefix) });
    streams.push(stream);
    return stream;
  }

  async function aLoop(): Promise<ConsumerLoop> {
    const stream = await aStream();
    const store = await t.another();
    const definition = tinyReadModel();
    const { slot } = await standingOf(t.db.events, definition);
    const partitionOf = (child: ChildId): number => {
      const token = t.vault.childToken(child);
      return stream.partitionOf({ childToken: token, streamToken: token });
    };
    const loop = new ConsumerLoop({
      group: `${prefix}projector`,
      stream,
      store,
      db: t.db.events,
      logger: silentLogger,
      metrics: new Metrics(),
    });
    const io = { pool: t.db.events, store, partitionOf, onRefold: () => undefined };
    loop.host(new ProjectionConsumer(definition, slot, io));
    await loop.start();
    loops.push(loop);
    return loop;
  }

  const load = async (count: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: count }, () => {
        const stream = aRecord();
        return t.store.append({ streams: [stream] }, () => ({
          events: [anEvent(stream, { childId: aChild(), data: { note: 'x' } })],
        }));
      }),
    );
  };
  const rows = async (): Promise<number> => (await t.db.events.query('SELECT FROM read_a.tiny')).rowCount ?? 0;

  it('two processes share the partitions, one goes, and each event is taken once', async () => {
    await load(100);
    const stream = await aStream();
    await stream.prepare();
    relay = new RelayHost({
      pool: t.db.events,
      feed: t.store,
      stream,
      logger: silentLogger,
      metrics: new Metrics(),
    });
    relay.start();
    const [first, second] = [await aLoop(), await aLoop()];
    await load(100);
    await relay.whenCaughtUp(CAUGHT_UP);
    await second.whenCaughtUp(CAUGHT_UP);
    await first.stop();
    await load(100);
    await relay.whenCaughtUp(CAUGHT_UP);
    // What was the first's is the second's only once the group has noticed.
    for (const end = Date.now() + CAUGHT_UP.timeoutMs; (await rows()) < 300 && Date.now() < end;) await pause(50);
    await second.whenCaughtUp(CAUGHT_UP);
    expect(await rows()).toBe(300);
    expect(second.problems()).toEqual([]);
    expect(relay.problem()).toBeUndefined();
    expect(await listParked(t.db.events)).toEqual([]);
  });
});
