import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { BatchControl } from '../port';

/** Where messages of one batch stand. */
export type Place = Readonly<{ topic: string; partition: number }>;

export type MemberSetting<R> = Readonly<{
  kafka: Kafka;
  group: string;
  /** Names. */
  topics: readonly string[];
  /** At most so many messages at a time. */
  batchSize?: number;
  /** What is read of messages; where nothing is, they are passed over. */
  read: (place: Place, messages: readonly KafkaMessage[]) => readonly R[];
  /** Returns when the records' effects are durable; throws to be given them again after a pause. */
  handle: (place: Place, records: readonly R[], control: BatchControl) => Promise<void>;
  /** Partitions came or went, by topic. */
  assigned?: (partitions: Readonly<Record<string, readonly number[]>>) => void;
}>;

/**
 * Heartbeats go out by themselves while a handler works, so the session may be short: a killed process gives its
 * partitions to the others after it. A handler that works longer than the rebalance timeout loses them while it works.
 */
const SESSION_TIMEOUT = 10_000;
const REBALANCE_TIMEOUT = 60_000;
const HEARTBEAT = 2_000;
/** No fetch has ended for so long, and no handler is at work: the client hangs. */
const SILENT_FOR = 60_000;
const FIRST_BACKOFF = 100;
const LAST_BACKOFF = 5_000;

/** One membership of a consumer group, from joining to its end; it is never mended, only replaced. */
export class GroupMember<R> {
  /** Resolves when the client gave up or hangs: somebody must join anew. */
  readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private left: Promise<void> | undefined;
  private readonly consumer: Consumer;
  private readonly watchdog: NodeJS.Timeout;
  private lastSign = performance.now();
  private handling = false;

  constructor(private readonly setting: MemberSetting<R>) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.consumer = setting.kafka.consumer({
      groupId: setting.group,
      sessionTimeout: SESSION_TIMEOUT,
      rebalanceTimeout: REBALANCE_TIMEOUT,
      heartbeatInterval: HEARTBEAT,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: 4 * 1024 ** 2,
      // A restart that the client plans by itself may outlive `disconnect`: we replace it instead (ADR-0001).
      retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5, restartOnFailure: async () => false },
    });
    const { GROUP_JOIN, FETCH, CRASH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => setting.assigned?.(payload.memberAssignment));
    this.consumer.on(FETCH, () => (this.lastSign = performance.now()));
    this.consumer.on(CRASH, () => this.end());
    this.watchdog = setInterval(() => this.look(), 5_000);
    this.watchdog.unref();
  }

  /** Throws where no broker answers. */
  async join(): Promise<void> {
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics: [...this.setting.topics], fromBeginning: true });
      await this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 1,
        eachBatch: (payload) => this.fetched(payload),
      });
    } catch (error) {
      await this.leave();
      throw error;
    }
  }

  /** Lets the batch in hand finish. */
  leave(): Promise<void> {
    this.left ??= (async () => {
      clearInterval(this.watchdog);
      await this.consumer.stop().catch(() => undefined);
      await this.consumer.disconnect().catch(() => undefined);
    })();
    return this.left;
  }

  private look(): void {
    if (!this.handling && performance.now() - this.lastSign > SILENT_FOR) this.end();
  }

  private async fetched(payload: EachBatchPayload): Promise<void> {
    const { messages, topic, partition } = payload.batch;
    const place = { topic, partition };
    const size = this.setting.batchSize ?? messages.length;
    const heartbeat = (): Promise<void> => payload.heartbeat();
    const alive = (): boolean => this.left === undefined && payload.isRunning() && !payload.isStale();
    this.handling = true;
    try {
      for (let i = 0; i < messages.length && alive(); i += size) {
        const slice = messages.slice(i, i + size);
        await this.handled(place, this.setting.read(place, slice), { heartbeat, alive });
        await this.commit(payload, slice.at(-1));
      }
    } finally {
      this.handling = false;
      this.lastSign = performance.now();
    }
  }

  /** Until the handler takes it; throws, with nothing committed, when the partition is gone meanwhile. */
  private async handled(place: Place, records: readonly R[], control: BatchControl): Promise<void> {
    if (records.length === 0) return;
    // A beat that says "rebalance" is met again after the handler, where it can be thrown to the client.
    const beat = setInterval(() => void control.heartbeat().catch(() => undefined), HEARTBEAT);
    try {
      for (let backoff = FIRST_BACKOFF; control.alive(); backoff = Math.min(2 * backoff, LAST_BACKOFF)) {
        try {
          await this.setting.handle(place, records, control);
          return;
        } catch {
          // The handler says in its own log and readiness what is wrong; the batch is given again.
          await this.rest(backoff, control);
        }
      }
    } finally {
      clearInterval(beat);
    }
    throw new Error('the subscription is stopping, or lost the partition, with a batch in hand');
  }

  private async rest(milliseconds: number, control: BatchControl): Promise<void> {
    for (const until = performance.now() + milliseconds; control.alive() && performance.now() < until;) {
      await pause(Math.min(100, milliseconds));
    }
    await control.heartbeat();
  }

  private async commit(payload: EachBatchPayload, last: KafkaMessage | undefined): Promise<void> {
    if (!last) return;
    const { topic, partition } = payload.batch;
    const offset = String(BigInt(last.offset) + 1n);
    // Straight to the coordinator: `consumer.commitOffsets` would try again for long where the group rebalances.
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
    payload.resolveOffset(last.offset);
    await payload.heartbeat();
  }
}
