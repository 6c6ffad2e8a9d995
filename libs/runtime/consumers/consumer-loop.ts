import type { CommittedFeed, Opener, SealedRecord, Tx } from '@tributary/kernel';
import type { BatchControl, Running, SealedBatch, StreamPort, Subscription } from '@tributary/stream';
import type { Logger } from '../observe/logger';
import type { Metrics } from '../observe/metrics';
import { NO_TRACES, type Traces } from '../observe/traces';
import { Bringer } from './bringer';
import type { Consumer } from './consumer';
import { type Leave, RETRY, type RetryPolicy } from './delivery';
import { passFeed } from './feed-pass';
import { Lanes } from './lanes';
import { Stoppable } from './leave';
import { listParked } from './parked';
import { Troubles } from './troubles';
import { Interrupted } from './verdict';

type Topic = Subscription['topics'][number];

export type LoopOptions = Readonly<{
  /** Processes of one group share the partitions between them. */
  group: string;
  stream: StreamPort;
  store: CommittedFeed & Opener;
  /** The events database. */
  db: Tx;
  logger: Logger;
  metrics: Metrics;
  /** Default: none. */
  traces?: Traces;
  /** Default: both. */
  topics?: readonly Topic[];
  batchSize?: number;
  retry?: RetryPolicy;
  /** After so many quiet milliseconds a partition is looked up in the feed. Default 60,000. */
  quietAfter?: number;
}>;

const ALL_TOPICS: readonly Topic[] = ['child-events', 'practice-events'];
const HEARTBEAT = 2_000;
const WATCH = 5_000;

/**
 * Hosts the consumers of a process on one subscription. The stream brings what is new; what a consumer has not seen
 * before that (it is new, or the stream has a gap) it takes from the committed feed first. See ADR-0008.
 */
export class ConsumerLoop {
  private readonly consumers = new Set<Consumer>();
  /** Who is given what the stream brings, by partition: those that have all that went before it. */
  private readonly following = new Map<number, Set<Consumer>>();
  /** When the stream last brought something. */
  private readonly heard = new Map<number, number>();
  private readonly joining = new Set<Promise<void>>();
  private readonly lanes = new Lanes();
  private readonly leave = new Stoppable();
  private readonly troubles = new Troubles();
  private readonly bringer: Bringer;
  private assigned: readonly number[] = [];
  private assignment = 0;
  private generation = 0;
  private running: Running | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly options: LoopOptions) {
    const { logger, metrics, store, traces = NO_TRACES, retry = RETRY } = options;
    this.bringer = new Bringer({ logger, metrics, traces, store, troubles: this.troubles, retry });
  }

  /** Returns once subscribed; consumers given before catch up meanwhile. */
  async start(): Promise<void> {
    const { stream, store, group, batchSize } = this.options;
    this.generation = await store.generation();
    const subscription: Subscription = {
      group,
      topics: this.options.topics ?? ALL_TOPICS,
      ...(batchSize === undefined ? {} : { batchSize }),
      resumeAfter: (partition) => this.bringer.lowest([...this.consumers], [partition]),
      onAssigned: (partitions) => this.onAssigned(partitions),
    };
    this.running = await stream.subscribe(subscription, (batch, control) => this.onBatch(batch, control));
    this.watch = setInterval(() => void this.look(), WATCH);
    this.watch.unref();
  }

  /** Adds a consumer, now or while running; it catches up from the feed and then follows the stream. */
  host(consumer: Consumer): void {
    this.consumers.add(consumer);
    if (this.assigned.length > 0) this.join([consumer], this.assigned);
  }

  /** Finishes what is in hand. */
  async stop(): Promise<void> {
    clearInterval(this.watch);
    this.leave.stop();
    await this.running?.stop();
    await Promise.all(this.joining);
    await this.lanes.idle();
    this.troubles.clear();
  }

  /** What is wrong with the consumers now, each in a sentence. */
  problems(): readonly string[] {
    const subscribed = this.running ? [] : ['consumers are not subscribed yet'];
    return [...subscribed, ...this.troubles.list()];
  }

  /** Resolves once all that was committed before the call has been taken; for tests, which never sleep. */
  async whenCaughtUp(options: { timeoutMs: number }): Promise<void> {
    while (this.joining.size > 0) await Promise.all(this.joining);
    await this.running?.whenCaughtUp(options);
    while (this.joining.size > 0) await Promise.all(this.joining);
  }

  private onAssigned(partitions: readonly number[]): void {
    this.assigned = [...partitions];
    this.assignment += 1;
    this.following.clear();
    for (const partition of partitions) this.heard.set(partition, performance.now());
    if (this.consumers.size > 0) this.join([...this.consumers], this.assigned);
  }

  private async onBatch({ partition, records: given }: SealedBatch, control: BatchControl): Promise<void> {
    this.heard.set(partition, performance.now());
    // Of an older generation the feed has brought all there is. What else a topic holds of it was written after the
    // backup from which this store was brought back: it was lost, and is no part of the log.
    const records = given.filter(({ at }) => at.generation >= this.generation);
    const beat = setInterval(() => void control.heartbeat().catch(() => undefined), HEARTBEAT);
    const leave = this.leave.while(() => control.alive());
    try {
      await this.lanes.in(partition, async () => {
        if (!leave.given()) throw new Interrupted();
        await this.bringer.deliver(partition, records, [...(this.following.get(partition) ?? [])], leave);
      });
    } finally {
      clearInterval(beat);
    }
  }

  private join(consumers: readonly Consumer[], partitions: readonly number[]): void {
    const { assignment } = this;
    const leave = this.leave.while(() => this.assignment === assignment);
    const joined = this.catchUp(consumers, partitions, leave)
      .catch((error: unknown) => {
        if (!(error instanceof Interrupted)) this.options.logger.error('a consumer could not join', { error });
      })
      .finally(() => this.joining.delete(joined));
    this.joining.add(joined);
  }

  /** First beside the stream, then, for the little that came meanwhile, in each partition's lane. */
  private async catchUp(consumers: readonly Consumer[], partitions: readonly number[], leave: Leave): Promise<void> {
    await this.takeFromFeed(consumers, partitions, leave);
    for (const partition of partitions) {
      await this.lanes.in(partition, async () => {
        await this.takeFromFeed(consumers, [partition], leave);
        if (!leave.given()) return;
        const followers = this.following.get(partition) ?? new Set();
        for (const consumer of consumers) followers.add(consumer);
        this.following.set(partition, followers);
      });
    }
  }

  private async takeFromFeed(
    consumers: readonly Consumer[],
    partitions: readonly number[],
    leave: Leave,
  ): Promise<void> {
    const { store, stream } = this.options;
    const after = await this.bringer.insist(leave, () => this.bringer.lowest(consumers, partitions));
    const upTo = await this.bringer.insist(leave, () => store.head());
    const arrived = await passFeed({
      read: (from, limit) => this.bringer.insist(leave, () => store.read(from, limit)),
      after,
      upTo,
      leave,
      partitionOf: (record) => (this.isOurs(record) ? stream.partitionOf(record) : -1),
      handle: async (partition, records) => {
        if (partitions.includes(partition)) await this.bringer.deliver(partition, records, consumers, leave);
      },
    });
    if (!arrived) return;
    for (const partition of partitions) await this.bringer.pass(partition, upTo, consumers, leave);
  }

  private isOurs(record: SealedRecord): boolean {
    return (this.options.topics ?? ALL_TOPICS).includes(record.childToken ? 'child-events' : 'practice-events');
  }

  private async countParked(): Promise<void> {
    const parked = await listParked(this.options.db);
    for (const { name } of this.consumers) {
      const count = parked.filter(({ consumer }) => consumer === name).length;
      this.options.metrics.parkedNow.set({ consumer: name }, count);
    }
  }

  /** Says how far behind, and looks up in the feed what the stream may have failed to bring. */
  private async look(): Promise<void> {
    const { group, metrics, quietAfter = 60_000 } = this.options;
    const lag = await this.running?.lag().catch(() => undefined);
    if (lag !== undefined) metrics.lagRecords.set({ group }, lag);
    await this.countParked().catch(() => undefined);
    const since = performance.now() - quietAfter;
    const quiet = this.assigned.filter((partition) => (this.heard.get(partition) ?? 0) < since);
    if (quiet.length === 0 || this.joining.size > 0) return;
    for (const partition of quiet) this.heard.set(partition, performance.now());
    this.join([...this.consumers], quiet);
  }
}
