import { type FeedId, instantOf, millisOf, Problem, uuidv7 } from '@tributary/kernel';
import { type Logger, reasonOf, Rounds, type Service } from '@tributary/runtime';
import { problemDocument } from '../pipeline/problem-document';
import { TakenOver } from '../storage/pull-cursors';
import type { Hold, Pulls } from '../storage/pulls';

/** One time of fetching. */
export type Stint = Readonly<{
  hold: Hold;
  /** Aborted where the process is to end. */
  stop: AbortSignal;
  /** After each durable step. Throws where another process has taken the feed over. */
  keep(): Promise<void>;
}>;
export type ScheduledOptions = Readonly<{
  feed: FeedId;
  everyMs: number;
  /** Brings all there is; a Problem says why it could not, and in `waitMs` how long the source asked to be left alone. */
  bring: (stint: Stint) => Promise<void>;
  pulls: Pulls;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Told after each look: seconds by which the feed should have been fetched whole, and was not. */
  overdue: (seconds: number) => void;
  now?: () => number;
  /** Milliseconds between looks whether it is due. */
  lookMs?: number;
}>;

const LOOK_MS = 10_000;
const FIRST_PAUSE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Fetches a feed from a source at its times: one process at a time, later after each failure, and says what is wrong. */
export class ScheduledPull implements Service {
  private readonly rounds: Rounds;
  private readonly stopping = new AbortController();
  private readonly holder = uuidv7();
  private readonly opened: number;
  private trouble: string | undefined;

  constructor(private readonly options: ScheduledOptions) {
    this.opened = this.now();
    this.rounds = new Rounds({
      work: async () => {
        await this.look();
        return false;
      },
      everyMs: options.lookMs ?? LOOK_MS,
      failed: (error) => options.logger.warn('a pull waits', { feed: options.feed, problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  /** What is under way is given up; what is durable stays, and the next one goes on from there. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.rounds.stop();
  }

  /** For readiness: what an operator should know. The source keeps what is not fetched, so the process goes on. */
  finding(): { note: string } | undefined {
    return this.trouble === undefined ? undefined : { note: `pull of ${this.options.feed}: ${this.trouble}` };
  }

  /** Fetches the feed where it is due. Throws where the database is away. */
  async look(): Promise<void> {
    const { feed, pulls } = this.options;
    if (this.stopping.signal.aborted) return;
    const hold = await pulls.claim(feed, this.holder, instantOf(this.now()));
    if (hold) await this.fetch(hold);
    await this.tell();
  }

  /** Whoever fetched it. */
  private async tell(): Promise<void> {
    const { feed, pulls, everyMs, overdue } = this.options;
    const state = await pulls.state(feed);
    this.trouble = state?.problem?.detail;
    const whole = state?.doneAt === undefined ? this.opened : millisOf(state.doneAt);
    overdue(Math.max(0, this.now() - whole - everyMs) / 1_000);
  }

  private async fetch(hold: Hold): Promise<void> {
    const { pulls, everyMs, logger, feed } = this.options;
    const began = this.now();
    try {
      await this.options.bring({ hold, stop: this.stopping.signal, keep: () => this.keep(hold) });
      const now = this.now();
      await pulls.done(hold, instantOf(now), instantOf(began + everyMs));
      logger.info('a feed was fetched', { feed, milliseconds: now - began });
    } catch (error) {
      if (this.stopping.signal.aborted) return pulls.release(hold);
      if (error instanceof TakenOver) return;
      await this.failed(hold, error);
    }
  }

  private async failed(hold: Hold, error: unknown): Promise<void> {
    const { pulls, logger, everyMs, feed } = this.options;
    const problem = error instanceof Problem ? error : internal(error);
    logger.warn('a feed could not be fetched', { feed, code: problem.code, problem: problem.detail });
    const asked = Number(problem.extra['waitMs'] ?? 0);
    const pause = Math.min(
      FIRST_PAUSE_MS * 2 ** Math.min(hold.failures, 20),
      Math.max(everyMs, FIRST_PAUSE_MS),
      DAY_MS,
    );
    const now = this.now();
    const at = { now: instantOf(now), due: instantOf(now + Math.max(pause, asked)) };
    await pulls.failed(hold, at, problemDocument(problem));
  }

  private async keep(hold: Hold): Promise<void> {
    this.stopping.signal.throwIfAborted();
    if (!(await this.options.pulls.keep(hold, instantOf(this.now())))) throw new TakenOver();
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

const internal = (error: unknown): Problem =>
  new Problem('pull-failed', 500, 'A pull ended early', `The hub could not go on with it: ${reasonOf(error)}.`);
