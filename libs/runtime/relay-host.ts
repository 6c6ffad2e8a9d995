import { inTransaction, lockCheckpoint, moveCheckpoint } from '@tributary/event-store';
import { type CommittedFeed, uuidv7 } from '@tributary/kernel';
import { Relay, type RelayCheckpoint, type StreamPort } from '@tributary/stream';
import type { Pool } from 'pg';
import { placeOf, RELAY_SLOT } from './consumers/places';
import type { Logger } from './observe/logger';
import type { Metrics } from './observe/metrics';
import { reasonOf } from './observe/safe-error';
import type { Traces } from './observe/traces';

const KEY = { name: 'relay', slot: RELAY_SLOT, partition: 0 };

/** The relay's one place. A second relay that moved it makes `save` throw: two are waste, not damage. */
export const relayCheckpoint = (pool: Pool): RelayCheckpoint => ({
  load: () => placeOf(pool, KEY),
  save: (from, to) =>
    inTransaction(pool, async (tx) => {
      await lockCheckpoint(tx, KEY);
      await moveCheckpoint(tx, KEY, from, to);
    }),
});

type Io = Readonly<{
  pool: Pool;
  feed: CommittedFeed;
  stream: StreamPort;
  logger: Logger;
  metrics: Metrics;
  traces?: Traces;
}>;

/** Runs the relay of a process and says in readiness how it fares. */
export class RelayHost {
  private readonly relay: Relay;
  private trouble: string | undefined;

  constructor(io: Io) {
    this.relay = new Relay({
      feed: io.feed,
      stream: io.stream,
      checkpoint: relayCheckpoint(io.pool),
      onSent: (count, began) => {
        this.trouble = undefined;
        io.metrics.relayed.inc(count);
        // What it carries is sealed to it: a batch is a trace of its own.
        if (io.traces?.on) io.traces.done({ name: 'relay', of: uuidv7(), began, attributes: { count }, root: true });
      },
      onTrouble: (error) => {
        if (this.trouble === undefined) io.logger.warn('the relay waits', { error });
        this.trouble = reasonOf(error);
      },
    });
  }

  start(): void {
    this.relay.start();
  }

  async stop(): Promise<void> {
    await this.relay.stop();
  }

  problem(): string | undefined {
    return this.trouble === undefined ? undefined : `the relay waits: ${this.trouble}`;
  }

  async lag(): Promise<number> {
    return this.relay.lag();
  }

  async whenCaughtUp(options: { timeoutMs: number }): Promise<void> {
    await this.relay.whenCaughtUp(options);
  }
}
