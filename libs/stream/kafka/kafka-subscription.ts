import { setTimeout as pause } from 'node:timers/promises';
import type { SealedRecord } from '@tributary/kernel';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BatchControl, BatchHandler, Running, Subscription } from '../port';
import { fromMessage } from './records';
import type { Topics } from './topics';

type Setting = Readonly<{
  kafka: Kafka;
  topics: Topics;
  subscription: Subscription;
  handle: BatchHandler;
  onStranger?: (topic: string) => void;
}>;

/** Well above the slowest batch: a member that is taken for dead gives its partitions away in mid-work. */
const SESSION_TIMEOUT = 45_000;
const HEARTBEAT = 3_000;
const FIRST_BACKOFF = 100;
const LAST_BACKOFF = 5_000;

/**
 * A member of a consumer group. The offset is committed only when the handler has returned; a handler that throws gets
 * the same batch again; whatever ends the client's loop starts it anew.
 */
export class KafkaSubscription implements Running {
  private consumer: Consumer | undefined;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  /** Next offset to be handled, by topic and partition. */
  private readonly next = new Map<string, bigint>();
  private assigned = false;
  private backoff = FIRST_BACKOFF;

  constructor(private readonly setting: Setting) {}

  async start(): Promise<void> {
    await this.join();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const consumer = this.consumer;
    this.consumer = undefined;
    // Lets the batch in hand finish.
    await consumer?.stop().catch(() => undefined);
    await consumer?.disconnect().catch(() => undefined);
    await this.running;
  }

  async whenCaughtUp({ timeoutMs }: { timeoutMs: number }): Promise<void> {
    const end = Date.now() + timeoutMs;
    const goals = await this.ends();
    while (!(this.assigned && (await this.reached(goals)))) {
      if (Date.now() > end)
        throw new Error(`${this.setting.subscription.group} did not catch up within ${timeoutMs} ms`);
      await pause(25);
    }
  }

  async lag(): Promise<number> {
    const [goals, committed] = [await this.ends(), await this.committed()];
    return [...goals].reduce((sum, [place, goal]) => sum + Number(goal - min(goal, committed.get(place) ?? 0n)), 0);
  }

  private async join(): Promise<void> {
    const { kafka, subscription } = this.setting;
    const consumer = kafka.consumer({
      groupId: subscription.group,
      sessionTimeout: SESSION_TIMEOUT,
      heartbeatInterval: HEARTBEAT,
      rebalanceTimeout: 60_000,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 4 * 1024 ** 2,
      retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 10, restartOnFailure: async () => !this.stopping },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.joined(payload.memberAssignment));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      // What kafkajs will not restart by itself: a loop that ended is begun again, so that nothing stops in silence.
      if (!payload.restart && !this.stopping) this.running = this.rejoin(consumer);
    });
    await consumer.connect();
    const topics = subscription.topics.map((topic) => this.setting.topics[topic].name);
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => this.batch(payload),
    });
  }

  private async rejoin(dead: Consumer): Promise<void> {
    await dead.disconnect().catch(() => undefined);
    while (!this.stopping) {
      await pause(this.backoff);
      try {
        await this.join();
        return;
      } catch {
        this.backoff = Math.min(2 * this.backoff, LAST_BACKOFF);
      }
    }
  }

  private joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.assigned = true;
    const partitions = Object.entries(assignment).flatMap(([topic, numbers]) =>
      numbers.map((n) => this.numberOf(topic, n)),
    );
    this.next.clear();
    this.setting.subscription.onAssigned?.(partitions.sort((a, b) => a - b));
  }

  /** Practice events have partitions of their own, numbered on after the children's. */
  private numberOf(topic: string, partition: number): number {
    const children = this.setting.topics['child-events'];
    return topic === children.name ? partition : children.partitions + partition;
  }

  private async batch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const heartbeat = (): Promise<void> => payload.heartbeat();
    const alive = (): boolean => !this.stopping && payload.isRunning() && !payload.isStale();
    if (!alive()) return;
    const partition = this.numberOf(batch.topic, batch.partition);
    const records: SealedRecord[] = [];
    for (const message of batch.messages) {
      const record = fromMessage(message, batch.topic === this.setting.topics['child-events'].name);
      if (record) records.push(record);
      else this.setting.onStranger?.(batch.topic);
    }
    const control: BatchControl = { heartbeat, alive };
    const size = this.setting.subscription.batchSize ?? records.length;
    for (let i = 0; i < records.length; i += size) {
      if (!alive()) return;
      await this.handled({ partition, records: records.slice(i, i + size) }, control);
    }
    if (!alive()) return;
    const last = batch.lastOffset();
    const offset = String(BigInt(last) + 1n);
    await this.consumer?.commitOffsets([{ topic: batch.topic, partition: batch.partition, offset }]);
    payload.resolveOffset(last);
    this.next.set(`${batch.topic} ${batch.partition}`, BigInt(offset));
    await heartbeat();
  }

  /** Until the handler takes it; beats meanwhile, so that the group does not take the member for dead. */
  private async handled(batch: Parameters<BatchHandler>[0], control: BatchControl): Promise<void> {
    for (let backoff = FIRST_BACKOFF; control.alive(); backoff = Math.min(2 * backoff, LAST_BACKOFF)) {
      try {
        await this.setting.handle(batch, control);
        return;
      } catch {
        await pause(backoff);
        await control.heartbeat();
      }
    }
    throw new Error('the subscription is stopping, or lost the partition, with a batch in hand');
  }

  private async ends(): Promise<Map<string, bigint>> {
    return this.withAdmin(async (admin) => {
      const ends = new Map<string, bigint>();
      for (const topic of this.setting.subscription.topics.map((t) => this.setting.topics[t].name)) {
        for (const { partition, high } of await admin.fetchTopicOffsets(topic))
          ends.set(`${topic} ${partition}`, BigInt(high));
      }
      return ends;
    });
  }

  private async committed(): Promise<Map<string, bigint>> {
    return this.withAdmin(async (admin) => {
      const topics = this.setting.subscription.topics.map((t) => this.setting.topics[t].name);
      const offsets = await admin.fetchOffsets({ groupId: this.setting.subscription.group, topics });
      return new Map(
        offsets.flatMap(({ topic, partitions }) =>
          partitions.map((p) => [`${topic} ${p.partition}`, p.offset === '-1' ? 0n : BigInt(p.offset)] as const),
        ),
      );
    });
  }

  private async reached(goals: ReadonlyMap<string, bigint>): Promise<boolean> {
    const committed = await this.committed();
    return [...goals].every(([place, goal]) => (this.next.get(place) ?? committed.get(place) ?? 0n) >= goal);
  }

  private async withAdmin<T>(work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
    const admin = this.setting.kafka.admin({ retry: { retries: 3 } });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
