import { type CommittedFeed, Problem, type SealedRecord } from '@tributary/kernel';
import { partitionOfKey } from '../murmur2';
import type { BatchHandler, Running, StreamPort, Subscription } from '../port';
import { FeedReader } from './feed-reader';
import { seededOrder } from './seeded-order';

export type EmbeddedOptions = Readonly<{
  feed: CommittedFeed;
  /** Default 1. Tests take 8, hashed as Kafka does, so that nobody leans on an order across children. */
  partitions?: number;
  /** Given, the partitions of each read are handed on in an order drawn from it. */
  shuffleSeed?: number;
}>;

/** The stream of the all-in-one hub: the committed feed itself, handed to subscribers of this process. */
export class EmbeddedStream implements StreamPort {
  readonly partitions: number;
  private readonly groups = new Map<string, FeedReader>();
  private wakers = new Set<() => void>();

  constructor(private readonly options: EmbeddedOptions) {
    this.partitions = options.partitions ?? 1;
  }

  partitionOf(record: Pick<SealedRecord, 'childToken' | 'streamToken'>): number {
    return partitionOfKey(record.childToken ?? record.streamToken, this.partitions);
  }

  /** The records stand in the feed already; subscribers are only woken. */
  async publish(): Promise<void> {
    for (const wake of this.wakers) wake();
  }

  async subscribe(subscription: Subscription, handle: BatchHandler): Promise<Running> {
    if (this.groups.has(subscription.group)) {
      throw new Problem(
        'group-taken',
        409,
        'This group has a subscriber already',
        `The embedded stream lives in one process, where ${subscription.group} is subscribed; stop that one first`,
      );
    }
    const order = this.options.shuffleSeed === undefined ? undefined : seededOrder(this.options.shuffleSeed);
    const reader = new FeedReader(
      { feed: this.options.feed, partitions: this.partitions, partitionOf: (r) => this.partitionOf(r) },
      subscription,
      handle,
      order,
    );
    this.groups.set(subscription.group, reader);
    const wake = (): void => reader.wake();
    this.wakers.add(wake);
    const unlisten = this.options.feed.onCommitted(wake);
    await reader.start();
    return {
      stop: async () => {
        unlisten();
        this.wakers.delete(wake);
        await reader.stop();
        this.groups.delete(subscription.group);
      },
      whenCaughtUp: (options) => reader.whenCaughtUp(options.timeoutMs),
      lag: () => reader.lag(),
    };
  }

  async check(): Promise<void> {
    await this.options.feed.head();
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((reader) => reader.stop()));
    this.groups.clear();
    this.wakers = new Set();
  }
}
