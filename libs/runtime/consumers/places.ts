import {
  type CheckpointKey,
  inTransaction,
  lockCheckpoint,
  moveCheckpoint,
  readCheckpoint,
} from '@tributary/event-store';
import { comparePositions, FEED_START, type FeedPosition, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';

/** Where one consumer stands in each partition. What is remembered here is only a hint; the row decides. */
export class Places {
  private readonly known = new Map<number, FeedPosition>();

  constructor(
    private readonly pool: Pool,
    private readonly keyOf: (partition: number) => CheckpointKey,
  ) {}

  async at(partition: number): Promise<FeedPosition> {
    const known = this.known.get(partition);
    if (known) return known;
    const found = (await readCheckpoint(this.pool, this.keyOf(partition))) ?? FEED_START;
    this.known.set(partition, found);
    return found;
  }

  /** To be read again. */
  forget(): void {
    this.known.clear();
  }

  /** Past records that hold nothing for this consumer: one statement. Throws `checkpoint-moved` as `moveTo` does. */
  async pass(partition: number, to: FeedPosition): Promise<void> {
    const from = this.known.get(partition);
    if (!from || from === FEED_START) return this.moveTo(partition, to, async () => undefined);
    if (comparePositions(from, to) >= 0) return;
    await moveCheckpoint(this.pool, this.keyOf(partition), from, to);
    this.known.set(partition, to);
  }

  /**
   * In one transaction: locks the place, does the work on what lies above it, moves it. Nothing is done where the place
   * is at or above `to` already. Throws `checkpoint-moved` where another moved it.
   */
  async moveTo(
    partition: number,
    to: FeedPosition,
    work: (tx: Tx, from: FeedPosition) => Promise<void>,
  ): Promise<void> {
    const key = this.keyOf(partition);
    const reached = await inTransaction(this.pool, async (tx) => {
      const from = await lockCheckpoint(tx, key);
      if (comparePositions(from, to) >= 0) return from;
      await work(tx, from);
      await moveCheckpoint(tx, key, from, to);
      return to;
    });
    this.known.set(partition, reached);
  }

  /** Commits a transaction that some work has begun already; `tx` checks the place when it begins. */
  async moveWith(partition: number, tx: Tx, from: FeedPosition, to: FeedPosition): Promise<void> {
    await moveCheckpoint(tx, this.keyOf(partition), from, to);
  }

  moved(partition: number, to: FeedPosition): void {
    this.known.set(partition, to);
  }

  async lock(partition: number, tx: Tx): Promise<FeedPosition> {
    return lockCheckpoint(tx, this.keyOf(partition));
  }
}
