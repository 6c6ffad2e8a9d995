import { instantOf, londonDate, Problem } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf } from '@tributary/runtime';
import type { ReconsideringBook } from './book';
import { isDue, isNews } from './due';
import { lookAtAll, type LookIo, oneAtATime, THE_HUB } from './look';

export type RoundIo = LookIo &
  Readonly<{
    book: ReconsideringBook;
    /** Milliseconds between rounds. */
    everyMs: number;
    logger: Pick<Logger, 'info'>;
    metrics: Metrics;
  }>;

export type Went = 'not-due' | 'elsewhere' | 'nothing-new' | 'looked' | 'stopped';

/** The hub's own look at all records, where it is time for one and something changed since the last. */
export class ReconsideringRound {
  private readonly gauges;
  private stopping = false;

  constructor(private readonly io: RoundIo) {
    this.gauges = gaugesIn(io.metrics);
  }

  /** What is under way may end early from now on, and is no failure then. */
  stop(): void {
    this.stopping = true;
  }

  /** Throws where it failed, once that is written down. */
  async go(): Promise<Went> {
    try {
      if (this.stopping || !(await this.isDue())) return 'not-due';
      return (await oneAtATime(this.io.pool, () => this.round())) ?? 'elsewhere';
    } finally {
      if (!this.stopping) await this.tell();
    }
  }

  private async round(): Promise<Went> {
    const { book, now } = this.io;
    // Another process may have gone round since.
    if (!(await this.isDue())) return 'not-due';
    const beganAt = instantOf(now());
    await book.round({ beganAt, outcome: 'under-way', problem: null });
    try {
      const went = await this.lookWhereNew();
      await book.round({ beganAt, outcome: 'done', problem: null });
      return went;
    } catch (error) {
      if (this.stopping) return 'stopped';
      await book.round({ beganAt, outcome: 'failed', problem: whatIsWrong(error) });
      throw error;
    }
  }

  private async lookWhereNew(): Promise<Went> {
    const { book, now, logger } = this.io;
    const [standing, last] = [await book.standing(), await book.last()];
    if (!isNews(last, standing, londonDate(instantOf(now())))) return 'nothing-new';
    const began = now();
    const { records, proposed, splits, weights: version } = await lookAtAll(this.io, THE_HUB, standing);
    const milliseconds = now() - began;
    logger.info('all records were looked at as one set', { count: records, milliseconds, version });
    if (proposed > 0) logger.info('links were proposed to stewards', { count: proposed });
    if (splits.length > 0) logger.info('children have records that exclude each other', { count: splits.length });
    return 'looked';
  }

  private async isDue(): Promise<boolean> {
    const { book, now, everyMs } = this.io;
    return isDue(await book.lastRound(), { now: instantOf(now()), everyMs });
  }

  /** Whichever process looked: all that could go round say the same. */
  private async tell(): Promise<void> {
    const [last, round] = [await this.io.book.last(), await this.io.book.lastRound()];
    this.gauges.failing.set(round?.outcome === 'failed' ? 1 : 0);
    if (!last) return;
    this.gauges.at.set(Date.parse(last.beganAt) / 1_000);
    this.gauges.seconds.set(last.tookMs / 1_000);
    this.gauges.records.set(last.records);
    this.gauges.proposed.set(last.proposed);
    this.gauges.splits.set(last.splits.length);
  }
}

/** Without personal data: a Problem's own words, else a code. */
const whatIsWrong = (error: unknown): string =>
  error instanceof Problem ? error.detail : `It ended early (${reasonOf(error)})`;

const gaugesIn = (metrics: Metrics) => ({
  at: metrics.gauge('tributary_reconsider_began_seconds', 'When the last look at all records began, Unix time'),
  seconds: metrics.gauge('tributary_reconsider_seconds', 'How long the last look at all records took'),
  records: metrics.gauge('tributary_reconsider_records', 'Records at the last look at all of them'),
  proposed: metrics.gauge('tributary_reconsider_proposed', 'Links that the last look at all records proposed'),
  splits: metrics.gauge(
    'tributary_reconsider_split_children',
    'Children whose records exclude each other, as last seen',
  ),
  failing: metrics.gauge('tributary_reconsider_failing', '1 where the last round that looks at all records failed'),
});
