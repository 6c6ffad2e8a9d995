import { asTx } from '@tributary/event-store';
import type { Tx } from '@tributary/kernel';
import type { Pool, PoolClient } from 'pg';

/**
 * A transaction that begins with its first query. Until then a reactor appends without holding one open, which would
 * keep its own events out of the committed feed for as long.
 */
export class LazyTx implements Tx {
  private client: PoolClient | undefined;
  private beginning: Promise<Tx> | undefined;

  constructor(
    private readonly pool: Pool,
    /** The first thing done in it. */
    private readonly begun: (tx: Tx) => Promise<void>,
  ) {}

  async query<R extends object>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }> {
    const tx = await (this.beginning ??= this.begin());
    return tx.query<R>(sql, values);
  }

  /** Commits when the work is done, rolls back when it throws. */
  async run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      await (this.beginning ??= this.begin());
      await this.client?.query('COMMIT');
    } catch (error) {
      const { client } = this;
      this.client = undefined;
      if (client) await rollBack(client);
      throw error;
    }
    this.client?.release();
    this.client = undefined;
  }

  private async begin(): Promise<Tx> {
    this.client = await this.pool.connect();
    const tx = asTx(this.client);
    await tx.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    await this.begun(tx);
    return tx;
  }
}

/** A connection on which even that fails is thrown away, never reused half-way. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
