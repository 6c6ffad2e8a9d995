import type { ChildId, FeedPosition } from '@tributary/kernel';
import {
  ConsumerLoop,
  listParked,
  Metrics,
  type ProjectionDefinition,
  ProjectionConsumer,
  RelayHost,
  runtimeMigrations,
  silentLogger,
  standingOf,
} from '@tributary/runtime';
import { declaredTopics, EmbeddedStream, KafkaStream, type StreamPort } from '@tributary/stream';
import type { Pool } from 'pg';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../../libs/testing/store';
import { besideRebuildsOf, type Compared } from './house';
import { IN_TIME } from './processes';
import type { Spoil } from './sabotages';
import { tally, tallyMigrations } from './tally';

const PARTITIONS = 8;
const CAUGHT_UP = { timeoutMs: IN_TIME };
const CHILDREN = 40;

type Streams = Readonly<{ make: () => Promise<StreamPort>; settled: () => Promise<void>; close: () => Promise<void> }>;
type Hosting = Readonly<{ definition?: ProjectionDefinition; spoil?: Spoil; pool?: Pool }>;

/** A store, a stream over it, and loops that feed a tally from that stream. */
export class Consuming {
  readonly children: readonly ChildId[] = Array.from({ length: CHILDREN }, aChild);
  private readonly loops = new Set<ConsumerLoop>();

  private constructor(
    readonly t: TestStore,
    private readonly streams: Streams,
  ) {}

  /** In this process where there are no brokers. */
  static async over(brokers?: readonly string[]): Promise<Consuming> {
    const t = await testStore([...runtimeMigrations, ...tallyMigrations]);
    return new Consuming(t, brokers ? await onKafka(t, brokers) : embedded(t));
  }

  /** A running loop that has all that is in the feed. */
  async loop({ definition = tally(), spoil = {}, pool = this.t.db.events }: Hosting = {}): Promise<ConsumerLoop> {
    const { t } = this;
    const real = await this.streams.make();
    const stream = spoil.stream?.(real) ?? real;
    const { slot } = await standingOf(t.db.events, definition);
    const partitionOf = (child: ChildId): number => this.partitionOf(child, real);
    const io = { pool, store: t.store, partitionOf, onRefold: () => undefined };
    const consumer = new ProjectionConsumer(definition, slot, io);
    const group = `tally-${process.pid}-${t.db.appUrl.split('/').at(-1)}`;
    const loop = new ConsumerLoop({
      ...{ group, stream, store: t.store, db: t.db.events, logger: silentLogger, metrics: new Metrics() },
      retry: { tries: 2, firstPause: 1, lastPause: 20 },
    });
    loop.host(spoil.consumer?.(consumer, { pool, projection: definition.create(slot) }) ?? consumer);
    await loop.start();
    this.loops.add(loop);
    await loop.whenCaughtUp(CAUGHT_UP);
    return loop;
  }

  /** So many events of each child. */
  async put(each: number): Promise<void> {
    let last: FeedPosition | undefined;
    for (const child of this.children) {
      const stream = aRecord();
      const events = Array.from({ length: each }, () => anEvent(stream, { childId: child }));
      last = (await this.t.store.append({ streams: [stream] }, () => ({ events }))).position;
    }
    if (last) await readable(this.t.store, last);
  }

  /** Until that loop has taken all that the feed holds. */
  async caughtUp(loop: ConsumerLoop): Promise<void> {
    await this.streams.settled();
    await loop.whenCaughtUp(CAUGHT_UP);
  }

  async end(loop: ConsumerLoop): Promise<void> {
    this.loops.delete(loop);
    await loop.stop();
  }

  /** The last thing done: a rebuild moves this process's clock, under which no Kafka client may run. */
  async besideRebuild(definition: ProjectionDefinition = tally()): Promise<readonly Compared[]> {
    await this.still();
    const { db, store } = this.t;
    return besideRebuildsOf([definition], { pool: db.events, store, logger: silentLogger, metrics: new Metrics() });
  }

  aStream(): Promise<StreamPort> {
    return this.streams.make();
  }

  async parked(): Promise<number> {
    return (await listParked(this.t.db.events)).length;
  }

  partitionOf(child: ChildId, stream: Pick<StreamPort, 'partitionOf'>): number {
    const token = this.t.vault.childToken(child);
    return stream.partitionOf({ childToken: token, streamToken: token });
  }

  async close(): Promise<void> {
    await this.still();
    await this.t.close();
  }

  private async still(): Promise<void> {
    for (const loop of this.loops) await this.end(loop);
    await this.streams.close();
  }
}

function embedded({ store }: TestStore): Streams {
  let seed = 0;
  const made: StreamPort[] = [];
  const make = async (): Promise<StreamPort> => {
    const stream = new EmbeddedStream({ feed: store, partitions: PARTITIONS, shuffleSeed: (seed += 1) });
    made.push(stream);
    return stream;
  };
  const close = async (): Promise<void> => void (await Promise.all(made.splice(0).map((stream) => stream.close())));
  return { make, settled: async () => undefined, close };
}

let prefixes = 0;

async function onKafka({ db, store }: TestStore, brokers: readonly string[]): Promise<Streams> {
  const topics = await declaredTopics(`sabotage-${process.pid}-${Date.now()}-${(prefixes += 1)}.`);
  const made: KafkaStream[] = [];
  const make = async (): Promise<KafkaStream> => {
    const stream = new KafkaStream({ brokers, topics });
    made.push(stream);
    return stream;
  };
  const stream = await make();
  await stream.prepare();
  const relay = new RelayHost({
    ...{ pool: db.events, feed: store, stream, logger: silentLogger, metrics: new Metrics() },
  });
  relay.start();
  const close = async (): Promise<void> => {
    await relay.stop();
    await Promise.all(made.splice(0).map((one) => one.close()));
  };
  return { make, settled: () => relay.whenCaughtUp(CAUGHT_UP), close };
}
