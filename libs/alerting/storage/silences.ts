import type { AlertId, EventId, FeedId, Instant, Tx } from '@tributary/kernel';

/** A feed's silence that was told of and lasts. */
export type Silence = Readonly<{
  feed: FeedId;
  supplier: string;
  /** Its last delivery: one silence has one. */
  last: EventId;
  /** From when it counts as silent. */
  since: Instant;
  /** The alert that tells of it with others; null where its manager has one of their own. */
  together: AlertId | null;
}>;

/**
 * Silences of one supplier are looked at one after the other, wherever their clocks fall due: until the transaction ends
 * nobody else looks at them.
 */
export async function lockSupplier(tx: Tx, supplier: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`silences of ${supplier}`]);
}

const SILENCES = `SELECT feed, supplier, last, together,
  to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since FROM alerting.silences`;

export const silencesOf = async (tx: Tx, supplier: string): Promise<readonly Silence[]> =>
  (await tx.query<Silence>(`${SILENCES} WHERE supplier = $1 ORDER BY since, feed`, [supplier])).rows;

/** Those that one alert tells of. */
export const silencesIn = async (tx: Tx, together: AlertId): Promise<readonly Silence[]> =>
  (await tx.query<Silence>(`${SILENCES} WHERE together = $1 ORDER BY since, feed`, [together])).rows;

export const silenceOf = async (tx: Tx, feed: string): Promise<Silence | undefined> =>
  (await tx.query<Silence>(`${SILENCES} WHERE feed = $1`, [feed])).rows[0];

export async function noteSilence(tx: Tx, { feed, supplier, last, since, together }: Silence): Promise<void> {
  await tx.query(
    `INSERT INTO alerting.silences (feed, supplier, last, since, together) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (feed) DO UPDATE SET supplier = excluded.supplier, last = excluded.last, since = excluded.since,
       together = excluded.together`,
    [feed, supplier, last, since, together],
  );
}

/** It delivered: the silence that began with that delivery is over. */
export async function forgetSilence(tx: Tx, feed: string, last: string): Promise<void> {
  await tx.query('DELETE FROM alerting.silences WHERE feed = $1 AND last = $2', [feed, last]);
}
