import type { Pool, PoolClient } from 'pg';

const CHANNEL = 'tributary_feed';
/** At most one NOTIFY in this many milliseconds: a wake-up only shortens a poll. */
const GAP = 10;
const RECONNECT_AFTER = 1_000;

/**
 * Tells readers that something was committed: those of this process at once, those of others by NOTIFY, coalesced and
 * outside the append's transaction. A lost wake-up costs one poll interval, never an event.
 */
export class Wake {
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private client: PoolClient | undefined;
  private connecting = false;
  private closed = false;

  constructor(private readonly pool: Pool) {}

  committed(): void {
    this.wakeHere();
    if (this.timer || this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sending = this.notify();
    }, GAP);
  }

  on(wake: () => void): () => void {
    this.listeners.add(wake);
    this.listen();
    return () => this.listeners.delete(wake);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    this.listeners.clear();
    await this.sending;
    this.client?.removeAllListeners('notification');
    this.client?.release(true);
    this.client = undefined;
  }

  private wakeHere(): void {
    for (const wake of this.listeners) wake();
  }

  private async notify(): Promise<void> {
    try {
      await this.pool.query(`NOTIFY ${CHANNEL}`);
    } catch {
      // Readers elsewhere find the rows at their next poll.
    }
  }

  private listen(): void {
    if (this.client || this.connecting || this.closed) return;
    this.connecting = true;
    void this.connect().finally(() => {
      this.connecting = false;
    });
  }

  private async connect(): Promise<void> {
    let client: PoolClient | undefined;
    try {
      client = await this.pool.connect();
      await this.listenOn(client);
    } catch {
      // Kept, it would be missing from the pool for ever.
      client?.release(true);
      this.again();
    }
  }

  private async listenOn(client: PoolClient): Promise<void> {
    if (this.closed) return client.release();
    client.on('error', () => this.lost(client));
    client.on('notification', () => this.wakeHere());
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
  }

  private lost(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.release(true);
    this.again();
  }

  private again(): void {
    if (!this.closed) setTimeout(() => this.listen(), RECONNECT_AFTER).unref();
  }
}
