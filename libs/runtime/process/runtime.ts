import { pendingMigrations, type RoomMigration } from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import type { Pool } from 'pg';
import { Stoppable } from '../consumers/leave';
import type { Check, Finding } from '../observe/health';
import { reasonOf } from '../observe/safe-error';
import { rebuild, type RebuildOptions, type Rebuilt } from '../rebuild/rebuild';
import { RelayHost } from '../relay-host';
import { TimerService } from '../timers/timer-service';
import { type Hosted, Hosting } from './hosting';
import { isLasting, openParts, type Parts, type PartsOptions, prepareStream } from './parts';

export type RuntimeOptions = PartsOptions &
  Readonly<{
    /** What this process consumes; made when its parts stand. Default: nothing. */
    hosts?: (parts: Parts) => Hosted | Promise<Hosted>;
    /** What else runs here for as long as the process does: stopped after the last request, before the stream. */
    services?: (parts: Parts) => readonly Service[] | Promise<readonly Service[]>;
    /** Turn due timers into events here. */
    timers?: boolean;
    /** Carry the committed feed to Kafka here. */
    relay?: boolean;
  }>;

/** A part of a process that a room brings. */
export interface Service {
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

/** Limits in milliseconds; a part that hangs does not keep the others from being closed in order. */
const STOP_WITHIN = { consumers: 15_000, stream: 5_000, store: 3_000, traces: 2_000, database: 25_000 };
const FIRST_TRY = 200;
const LAST_TRY = 5_000;

/** A process's machinery: opened, started, stopped in order. Nest hangs on it, it does not hang on Nest. */
export class Runtime {
  private readonly leave = new Stoppable();
  private starting: Promise<void> = Promise.resolve();
  private trouble: string | undefined = 'not started yet';
  private stopped: Promise<void> | undefined;
  private served: Promise<void> = Promise.resolve();
  private unserved: string | undefined;

  private constructor(
    readonly parts: Parts,
    private readonly migrations: readonly RoomMigration[],
    private readonly hosting: Hosting | undefined,
    private readonly timers: TimerService | undefined,
    private readonly relay: RelayHost | undefined,
    private readonly services: readonly Service[],
  ) {
    this.registerChecks();
  }

  static async open(options: RuntimeOptions): Promise<Runtime> {
    const parts = await openParts(options);
    try {
      const hosted = await options.hosts?.(parts);
      const { store, stream, logger, metrics, database, traces } = parts;
      const pool = database.events;
      return new Runtime(
        parts,
        options.migrations,
        hosted && holdsAnything(hosted) ? new Hosting(parts, hosted) : undefined,
        options.timers ? new TimerService({ pool, store, logger, metrics }) : undefined,
        options.relay ? new RelayHost({ pool, feed: store, stream, logger, metrics, traces }) : undefined,
        (await options.services?.(parts)) ?? [],
      );
    } catch (error) {
      await closeParts(parts);
      throw error;
    }
  }

  /** Timers at once; consumers and relay as soon as the stream is there, however long that takes. */
  start(): void {
    this.timers?.start();
    this.served = Promise.all(this.services.map(async (service) => service.start())).then(
      () => undefined,
      (error: unknown) => {
        this.unserved = reasonOf(error);
        this.parts.logger.error('a service could not start', { error });
      },
    );
    this.starting = this.startOnStream();
  }

  /** Finishes what is in hand and closes everything, each part within its limit. May be called twice. */
  async stop(): Promise<void> {
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  /** For tests, and for a command that ends when its work has been taken. */
  async whenCaughtUp(options: { timeoutMs: number }): Promise<void> {
    await this.starting;
    await this.relay?.whenCaughtUp(options);
    await this.hosting?.whenCaughtUp(options);
  }

  /** Beside the running one, whichever process that is. */
  async rebuild(projection: Parameters<typeof rebuild>[0], options?: RebuildOptions): Promise<Rebuilt> {
    const { store, logger, metrics, database } = this.parts;
    return rebuild(projection, { pool: database.events, store, logger, metrics }, options);
  }

  private async startOnStream(): Promise<void> {
    if (!this.hosting && !this.relay) return;
    for (let pause = FIRST_TRY; this.leave.given(); pause = Math.min(2 * pause, LAST_TRY)) {
      try {
        await prepareStream(this.parts.stream);
        await this.hosting?.start();
        this.relay?.start();
        this.trouble = undefined;
        return;
      } catch (error) {
        this.trouble = error instanceof Problem ? error.detail : reasonOf(error);
        this.parts.logger.warn('consumers wait to be started', { error });
        if (isLasting(error)) return;
        await this.leave.pause(pause);
      }
    }
  }

  private async stopAll(): Promise<void> {
    const { health, logger, stream, partners, store, database, traces } = this.parts;
    health.shuttingDown();
    this.leave.stop();
    const consumers = async (): Promise<void> => {
      await this.starting;
      await this.served;
      const services = this.services.map((service) => service.stop());
      await Promise.all([this.timers?.stop(), this.hosting?.stop(), this.relay?.stop(), ...services]);
    };
    const steps: readonly (readonly [keyof typeof STOP_WITHIN, () => Promise<void>])[] = [
      ['consumers', consumers],
      ['stream', async () => void (await Promise.all([stream.close(), partners?.close()]))],
      ['store', () => store.close()],
      ['traces', () => traces.close()],
      ['database', () => database.close()],
    ];
    for (const [step, work] of steps) {
      const problem = await within(STOP_WITHIN[step], work);
      if (problem !== undefined) logger.warn('a part was not closed cleanly', { step, problem });
    }
    logger.info('stopped');
  }

  private registerChecks(): void {
    const { health, database, stream } = this.parts;
    health.register('database', answering(database.events));
    health.register('keys', answering(database.keys));
    health.register('migrations', migrated(database, this.migrations));
    if (this.hosting || this.relay) health.register('stream', async () => stream.check().then(() => undefined));
    if (this.hosting)
      health.register('consumers', async () => this.findingOf((await this.hosting?.finding()) ?? undefined));
    if (this.relay) health.register('relay', async () => this.findingOf(this.relay?.problem()));
    if (this.services.length > 0) health.register('services', async () => this.unserved);
    if (this.timers) health.register('timers', async () => this.timers?.problem());
  }

  private findingOf(finding: Finding): Finding {
    return this.trouble === undefined ? finding : `waiting to be started: ${this.trouble}`;
  }
}

/** A process without consumers joins no group, and is ready without the stream. */
const holdsAnything = ({ projections = [], reactors = [] }: Hosted): boolean =>
  projections.length + reactors.length > 0;

async function closeParts({ stream, partners, store, database, traces }: Parts): Promise<void> {
  await traces.close();
  await stream.close();
  await partners?.close();
  await store.close();
  await database.close();
}

const answering =
  (pool: Pool): Check =>
  async () => {
    await pool.query('SELECT 1');
    return undefined;
  };

/** Steps once taken stay taken: asked until none is missing. */
function migrated(pools: Readonly<{ events: Pool; keys: Pool }>, migrations: readonly RoomMigration[]): Check {
  let complete = false;
  return async () => {
    if (complete) return undefined;
    const pending = await pendingMigrations(pools, migrations);
    complete = pending.length === 0;
    return complete ? undefined : `${pending.length} steps are missing, first ${pending[0]}`;
  };
}

/** What went wrong, if anything did. */
async function within(milliseconds: number, work: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`not done within ${milliseconds / 1_000} s`), milliseconds);
  });
  try {
    return await Promise.race([work().then(() => undefined), late]);
  } catch (error) {
    return reasonOf(error);
  } finally {
    clearTimeout(timer);
  }
}
