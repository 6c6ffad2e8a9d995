import { createHash } from 'node:crypto';
import { type Instant, instantOf, type PlainDate } from '@tributary/kernel';
import { KEY_KINDS, STANDING_WEIGHTS } from '@tributary/matching';
import type { Pool } from 'pg';
import { WeightsInForce } from '../weights';
import type { Reconsidered, SplitChild } from './reconsidering';

/** What the last look at all records came to that was carried to its end, whoever asked for it. */
export type LastLook = Readonly<{
  beganAt: Instant;
  tookMs: number;
  weights: string;
  records: number;
  children: number;
  proposed: number;
  splits: readonly SplitChild[];
  /** Of all that it looked at, as it began; null where something was left for the next. */
  mark: string | null;
  until: PlainDate | null;
}>;

/** When a round last set out, and how it ended: `under-way` too where its process ended before it did. */
export type LastRound = Readonly<{
  beganAt: Instant;
  outcome: 'under-way' | 'done' | 'failed';
  problem: string | null;
}>;

/** What a look at all records depends on, in few bytes. */
export type Standing = Readonly<{ records: number; mark: string }>;

/** Where the looks at all records stand. */
export class ReconsideringBook {
  constructor(private readonly pool: Pool) {}

  /** Changes where a record came, moved or says something else, where two were sealed apart or not, and with the weights. */
  async standing(): Promise<Standing> {
    const { rows } = await this.pool.query<{ records: number; of: string }>(
      `SELECT count(*)::int AS records,
              concat_ws('/', count(*), bit_xor(hash_record_extended((record_id, child_id, sealed), 0)),
                (SELECT bit_xor(hashtextextended(id::text, 0)) FROM identity.sealed_pairs)) AS of
         FROM identity.records`,
    );
    const { records, of } = rows[0] ?? { records: 0, of: '' };
    const weights = await new WeightsInForce(this.pool).document();
    const by = [STANDING_WEIGHTS.version, weights?.version ?? '', ...KEY_KINDS.map(({ name }) => name)];
    return {
      records,
      mark: createHash('sha256')
        .update([of, ...by].join('\n'))
        .digest('base64url'),
    };
  }

  async last(): Promise<LastLook | undefined> {
    const { rows } = await this.pool.query<Omit<LastLook, 'beganAt'> & { began_at: Date }>(
      `SELECT began_at, took_ms AS "tookMs", weights, records, children, proposed, splits, mark, until::text
         FROM identity.reconsidered`,
    );
    if (!rows[0]) return undefined;
    const { began_at, ...last } = rows[0];
    return { ...last, beganAt: instantOf(began_at.getTime()) };
  }

  async ended(at: Readonly<{ beganAt: Instant; tookMs: number; mark: string }>, found: Reconsidered): Promise<void> {
    const { weights, records, children, proposed, splits, until } = found;
    await this.pool.query(
      `INSERT INTO identity.reconsidered (began_at, took_ms, weights, records, children, proposed, splits, mark, until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (one) DO UPDATE SET began_at = excluded.began_at, took_ms = excluded.took_ms,
         weights = excluded.weights, records = excluded.records, children = excluded.children,
         proposed = excluded.proposed, splits = excluded.splits, mark = excluded.mark, until = excluded.until`,
      [
        ...[at.beganAt, Math.round(at.tookMs), weights, records, children, proposed, JSON.stringify(splits)],
        ...[found.left > 0 ? null : at.mark, until],
      ],
    );
  }

  async lastRound(): Promise<LastRound | undefined> {
    const { rows } = await this.pool.query<Omit<LastRound, 'beganAt'> & { began_at: Date }>(
      'SELECT began_at, outcome, problem FROM identity.reconsider_rounds',
    );
    if (!rows[0]) return undefined;
    const { began_at, ...round } = rows[0];
    return { ...round, beganAt: instantOf(began_at.getTime()) };
  }

  async round({ beganAt, outcome, problem }: LastRound): Promise<void> {
    await this.pool.query(
      `INSERT INTO identity.reconsider_rounds (began_at, outcome, problem) VALUES ($1, $2, $3)
       ON CONFLICT (one) DO UPDATE SET began_at = excluded.began_at, outcome = excluded.outcome, problem = excluded.problem`,
      [beganAt, outcome, problem],
    );
  }
}
