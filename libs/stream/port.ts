import type { FeedPosition, SealedRecord } from '@tributary/kernel';

/** A batch of one partition, in feed order. Order holds within a child only. */
export type SealedBatch = Readonly<{ partition: number; records: readonly SealedRecord[] }>;

/**
 * Returns when the batch's effects are durable: the port only then moves on. It may be given records it has seen
 * before (at least once); it throws to be given the same batch again after a pause.
 */
export type BatchHandler = (batch: SealedBatch, control: BatchControl) => Promise<void>;

export interface BatchControl {
  /** To be called now and then by a handler that works long on a batch. */
  heartbeat(): Promise<void>;
  /** False once the partition was taken away or the subscription is stopping. */
  alive(): boolean;
}

export type Subscription = Readonly<{
  /** Subscribers of one group share the partitions between them. */
  group: string;
  topics: readonly ('child-events' | 'practice-events')[];
  /** At most so many records a batch. */
  batchSize?: number;
  /** Where the group stood, per partition, when it was not the stream that kept it (the embedded stream keeps nothing). */
  resumeAfter(partition: number): Promise<FeedPosition>;
  /** Partitions came or went (a rebalance, a start). */
  onAssigned?: (partitions: readonly number[]) => void;
}>;

export interface Running {
  /** Finishes the batch in hand, then stops. */
  stop(): Promise<void>;
  /** Resolves once all that was published before the call has been handled; tests wait on it, never sleep. */
  whenCaughtUp(options: { timeoutMs: number }): Promise<void>;
  /** Records published and not yet handled, where the stream can tell. */
  lag(): Promise<number>;
}

export interface StreamPort {
  readonly partitions: number;
  /** Which partition a record of that child (or, without a child, of that stream) travels on. */
  partitionOf(record: Pick<SealedRecord, 'childToken' | 'streamToken'>): number;
  /** Hands on committed records, in feed order; returns when they are durable there. Never sends past a failed one. */
  publish(batch: readonly SealedRecord[]): Promise<void>;
  subscribe(subscription: Subscription, handle: BatchHandler): Promise<Running>;
  /** Throws a Problem that says what is wrong where the stream cannot be used now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** A record that a partner wrote, or reads: nothing in it is sealed. */
export type PartnerRecord = Readonly<{
  topic: string;
  partition: number;
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  /** In order; a name may stand several times. Cut off after `MOST_HEADERS`, and one more. */
  headers: readonly (readonly [name: string, value: Buffer])[];
}>;

export type PartnerMessage = Readonly<{
  key: string | null;
  value: string;
  headers: Readonly<Record<string, string>>;
}>;
