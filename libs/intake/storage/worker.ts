import type { Pool, PoolClient } from 'pg';
import { WORKER_LOCKS } from './deliveries';

/**
 * Shows to all intakes that this one runs: a session that holds an advisory lock of this worker's number. It dies
 * with the process, or with its connection, and what the worker had in hand is then anybody's.
 */
export class WorkerPresence {
  private client: PoolClient | undefined;
  private taken: number | undefined;
  private pending: Promise<number> | undefined;

  constructor(private readonly pool: Pool) {}

  /** This worker's number; a new one after its session was lost. */
  async number(): Promise<number> {
    if (this.client && this.taken !== undefined) return this.taken;
    this.pending ??= this.take().finally(() => (this.pending = undefined));
    return this.pending;
  }

  async close(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    client?.release(true);
  }

  private async take(): Promise<number> {
    const client = await this.pool.connect();
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    try {
      return await this.show(client);
    } catch (error) {
      // Kept, it would be missing from the pool for ever: a database that refuses for a while would empty it.
      client.release(true);
      throw error;
    }
  }

  private async show(client: PoolClient): Promise<number> {
    const { rows } = await client.query<{ n: number }>(`SELECT nextval('intake.workers')::int AS n`);
    const number = rows[0]?.n ?? 0;
    await client.query('SELECT pg_advisory_lock($1, $2)', [WORKER_LOCKS, number]);
    this.client = client;
    this.taken = number;
    return number;
  }

  private lose(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.release(true);
  }
}
