import {
  type CheckpointKey,
  inTransaction,
  lockCheckpoint,
  moveCheckpoint,
  readCheckpoint,
} from '@tributary/event-store';
import { comparePositions, FEED_START, type FeedPosition, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';

/**
 * A place for all partitions alike, where a rebuild or a change of layout left off. A partition that has no row of its
 * own yet begins there.
 */
export const EVERY_PARTITION = -1;
/** Under this the relay keeps its one place, which no layout of partitions concerns. */
export const RELAY_SLOT = 'relay';

/** Where a consumer stands in a partition, without a lock. */
export async function placeOf(db: Tx, key: CheckpointKey): Promise<FeedPosition> {
  const own = await readCheckpoint(db, key);
  return own ?? (await readCheckpoint(db, { ...key, partition: EVERY_PARTITION })) ?? FEED_START;
}

/** Where one consumer stands in each partition. What is remembered here is only a hint; the row decides. */
export class Places {
  private readonly known = new Map<number, FeedPosition>();
  private readonly rowStands = new Set<number>();

  constructor(
    private readonly pool: Pool,
    private readonly keyOf: (partition: number) => CheckpointKey,
    /** The first thing in each transaction: what is locked here is locked before the place, by everybody. */
    private readonly guard: (tx: Tx) => Promise<void> = async () => undefined,
  ) {}

  async at(partition: number): Promise<FeedPosition> {
    const known = this.known.get(partition);
    if (known) return known;
    const found = await placeOf(this.pool, this.keyOf(partition));
    this.known.set(partition, found);
    return found;
  }

  /** To be read again. */
  forget(): void {
    this.known.clear();
    this.rowStands.clear();
  }

  /** Past records that hold nothing for this consumer: one statement. Throws `checkpoint-moved` as `moveTo` does. */
  async pass(partition: number, to: FeedPosition): Promise<void> {
    const from = this.known.get(partition);
    if (!from || !this.rowStands.has(partition)) return this.moveTo(partition, to, async () => undefined);
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
    const reached = await inTransaction(this.pool, async (tx) => {
      await this.guard(tx);
      const from = await this.lock(partition, tx);
      if (comparePositions(from, to) >= 0) return from;
      await work(tx, from);
      await moveCheckpoint(tx, this.keyOf(partition), from, to);
      return to;
    });
    this.moved(partition, reached);
  }

  /** Moves it in a transaction that some work has begun; tell `moved` once that is committed. */
  async moveWith(partition: number, tx: Tx, from: FeedPosition, to: FeedPosition): Promise<void> {
    await moveCheckpoint(tx, this.keyOf(partition), from, to);
  }

  moved(partition: number, to: FeedPosition): void {
    this.known.set(partition, to);
    this.rowStands.add(partition);
  }

  async lock(partition: number, tx: Tx): Promise<FeedPosition> {
    const key = this.keyOf(partition);
    if (!this.rowStands.has(partition) && partition !== EVERY_PARTITION) await beginAtCommonPlace(tx, key);
    return lockCheckpoint(tx, key);
  }
}

async function beginAtCommonPlace(tx: Tx, { name, slot, partition }: CheckpointKey): Promise<void> {
  await tx.query(
    `INSERT INTO store.checkpoints (name, slot, partition, generation, tx, position)
     SELECT name, slot, $3, generation, tx, position FROM store.checkpoints
      WHERE name = $1 AND slot = $2 AND partition = ${EVERY_PARTITION}
     ON CONFLICT DO NOTHING`,
    [name, slot, partition],
  );
}
