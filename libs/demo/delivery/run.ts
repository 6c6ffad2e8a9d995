import type { PlainDate } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { BoroughOf } from '../borough/borough';

/** `delivered`: how many files, in their order, have been taken in for certain. */
export type Run = BoroughOf & Readonly<{ delivered: number; finished: boolean }>;

type Row = { seed: number; today: string; delivered: number; finished: boolean };

/** Where the delivery of the demo stands, in the database that it is delivered to. */
export class Runs {
  constructor(private readonly pool: Pool) {}

  /** Undefined where none was ever begun. */
  async current(): Promise<Run | undefined> {
    const { rows } = await this.pool.query<Row>(
      'SELECT seed, today, delivered, finished_at IS NOT NULL AS finished FROM demo.run',
    );
    const row = rows[0];
    return row && { ...row, today: row.today as PlainDate };
  }

  /** The run that is there where two processes begin one at the same time. */
  async begin({ seed, today }: BoroughOf): Promise<Run> {
    await this.pool.query('INSERT INTO demo.run (seed, today) VALUES ($1, $2) ON CONFLICT DO NOTHING', [seed, today]);
    const run = await this.current();
    if (!run) throw new Error('the run of the demo is not there after it was begun');
    return run;
  }

  /** Never goes back: another process may be further on. */
  async reached(delivered: number): Promise<void> {
    await this.pool.query('UPDATE demo.run SET delivered = greatest(delivered, $1)', [delivered]);
  }

  async finish(): Promise<void> {
    await this.pool.query('UPDATE demo.run SET finished_at = coalesce(finished_at, clock_timestamp())');
  }
}
