import { Problem } from '@tributary/kernel';
import type { Logger } from '../observe/logger';
import { reasonOf } from '../observe/safe-error';
import { PostgresDaemon, type Role } from './postgres-daemon';
import { ServerLocks } from './server-locks';

export type EmbeddedOptions = Readonly<{
  /** Refuses where another process has it alone, and brings the server back when it dies; others may join. */
  alone: boolean;
  logger: Logger;
  /** Told once, when the server died and could not be brought back. */
  lost?: ((problem: Problem) => void) | undefined;
}>;

/** A server that dies so often within so many milliseconds would go on dying: whoever runs the hub has to look. */
const DEATHS = { most: 3, within: 600_000 } as const;

/**
 * A PostgreSQL server in the home folder. It is a daemon of its own, so that a Ctrl-C meant for the hub does not end
 * the database before the hub has finished, and so that a hub killed and started again finds it as it was.
 */
export class EmbeddedServer {
  private readonly deaths: number[] = [];
  private leaving = false;
  private bringingBack: Promise<void> = Promise.resolve();

  private constructor(
    private readonly daemon: PostgresDaemon,
    private readonly port: number,
    private locks: ServerLocks,
    private readonly options: EmbeddedOptions,
  ) {
    if (options.alone) this.watch();
  }

  static async up(home: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
    const daemon = await PostgresDaemon.in(home, options.logger);
    const port = (await daemon.running()) ?? (await daemon.start());
    const locks = await ServerLocks.hold(daemon.url(port, 'postgres', 'postgres'), options.alone);
    return new EmbeddedServer(daemon, port, locks, options);
  }

  url(role: Role, database: string): string {
    return this.daemon.url(this.port, role, database);
  }

  password(role: Role): string {
    return this.daemon.password(role);
  }

  /** Lets go; the last to go stops the server. */
  async down(): Promise<void> {
    this.leaving = true;
    await this.bringingBack;
    const last = await this.locks.areLast();
    await this.locks.letGo();
    if (last) await this.daemon.stop();
  }

  /** The connection that holds the locks breaks when the server dies, and when it ends all that it served. */
  private watch(): void {
    void this.locks.ended.then(() => {
      if (!this.leaving) this.bringingBack = this.bringBack();
    });
  }

  /** On the same port, where all connection strings look; and the hub has the folder to itself again. */
  private async bringBack(): Promise<void> {
    const { logger, lost } = this.options;
    logger.error('lost hold of the embedded PostgreSQL', { port: this.port });
    try {
      this.refuseEndlessDeaths();
      const port = (await this.daemon.running()) ?? (await this.daemon.start(this.port));
      if (port !== this.port) throw notBack(`another process has started it on port ${port}`);
      this.locks = await ServerLocks.hold(this.url('postgres', 'postgres'), true);
      this.watch();
      logger.warn('the embedded PostgreSQL is back', { port });
    } catch (error) {
      const problem = error instanceof Problem ? error : notBack(reasonOf(error));
      logger.error('the embedded PostgreSQL does not come back', { error: problem });
      lost?.(problem);
    }
  }

  private refuseEndlessDeaths(): void {
    const now = Date.now();
    const recent = this.deaths.filter((at) => now - at < DEATHS.within);
    this.deaths.splice(0, this.deaths.length, ...recent, now);
    if (recent.length < DEATHS.most) return;
    throw notBack(`it died ${recent.length + 1} times within ${DEATHS.within / 60_000} minutes; see its server.log`);
  }
}

const notBack = (why: string): Problem =>
  new Problem('database-lost', 503, 'The embedded database is gone and does not come back', why);
