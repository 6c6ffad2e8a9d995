import type { Fact } from '@tributary/feeds';
import { type FeedId, type Instant, instantOf, londonDate } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';

/** A code of the sender that no list knows, in one field. */
export type Unmapped = Readonly<{ type: string; field: string; own: string }>;
export type UnmappedCode = Unmapped & Readonly<{ times: number; firstSeen: Instant; lastSeen: Instant }>;

const isUnmapped = (value: unknown): value is { own: string } =>
  value !== null && typeof value === 'object' && 'unmapped' in value && 'own' in value && typeof value.own === 'string';

/** Codes among the facts that kept their own text alone. Pure. */
export const unmappedIn = (facts: readonly Fact[]): readonly Unmapped[] =>
  facts.flatMap(({ type, data }) =>
    Object.entries(data).flatMap(([field, value]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) =>
        isUnmapped(one) ? [{ type, field, own: one.own }] : [],
      ),
    ),
  );

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'sealPayload' | 'openPayload'> }>;

/**
 * The codes of each feed that nobody mapped yet, and how often they came. Their texts are sealed by feed and day, and
 * die with what was delivered: where a column was mistaken, they may be more than a code.
 */
export class UnmappedCodes {
  constructor(private readonly options: Options) {}

  async note(feed: FeedId, at: Instant, codes: readonly Unmapped[]): Promise<void> {
    if (codes.length === 0) return;
    const { pool, vault } = this.options;
    const counted = Map.groupBy(codes, ({ type, field, own }) => vault.ref('unmapped', feed, type, field, own));
    // One order for all, so that two deliveries of a feed never wait for each other in a circle.
    const refs = [...counted.keys()].sort();
    const first = refs.flatMap((ref) => counted.get(ref)?.[0] ?? []);
    const sealed = await Promise.all(first.map(({ own }) => vault.sealPayload(feed, londonDate(at), Buffer.from(own))));
    await pool.query(
      `INSERT INTO intake.unmapped_codes AS u (feed, type, field, own_ref, sealed, times, first_seen, last_seen)
       SELECT $1, g.type, g.field, g.ref, g.sealed, g.times, $7, $7
       FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::bigint[]) AS g (type, field, ref, sealed, times)
       ON CONFLICT (feed, own_ref) DO UPDATE SET sealed = excluded.sealed, times = u.times + excluded.times,
         last_seen = greatest(u.last_seen, excluded.last_seen)`,
      [
        feed,
        first.map(({ type }) => type),
        first.map(({ field }) => field),
        refs,
        sealed,
        refs.map((ref) => counted.get(ref)?.length ?? 0),
        at,
      ],
    );
  }

  /** The most frequent first; those whose text is deleted are left out. */
  async of(feed: FeedId, limit: number): Promise<readonly UnmappedCode[]> {
    const { rows } = await this.options.pool.query<UnmappedRow>(
      `SELECT type, field, sealed, times, first_seen, last_seen FROM intake.unmapped_codes
       WHERE feed = $1 ORDER BY times DESC, own_ref LIMIT $2`,
      [feed, limit],
    );
    const opened = await Promise.all(rows.map((row) => this.options.vault.openPayload(row.sealed)));
    return rows.flatMap(({ type, field, times, first_seen, last_seen }, i) => {
      const own = opened[i]?.toString();
      const seen = { firstSeen: instantOf(first_seen.getTime()), lastSeen: instantOf(last_seen.getTime()) };
      return own === undefined ? [] : [{ type, field, own, times: Number(times), ...seen }];
    });
  }

  /** What was last said before then. */
  async drop(before: Instant): Promise<void> {
    await this.options.pool.query('DELETE FROM intake.unmapped_codes WHERE last_seen < $1', [before]);
  }
}

type UnmappedRow = {
  type: string;
  field: string;
  sealed: Buffer;
  times: string;
  first_seen: Date;
  last_seen: Date;
};
