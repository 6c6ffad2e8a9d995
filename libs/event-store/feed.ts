import { FEED_START, type FeedPosition, type SealedRecord, type Token } from '@tributary/kernel';
import type { Pool } from 'pg';

/**
 * What may be read: everything of older generations, and of the current one all that no open transaction can still
 * come before. Rows are given by (generation, tx, position); by position alone a slower writer's rows are lost
 * (ADR-0003).
 */
const READY = `(generation < (SELECT generation FROM store.meta) OR tx < pg_snapshot_xmin(pg_current_snapshot()))`;

export const RECORD_COLUMNS = `generation, tx::text AS tx, position, replace(stream_token::text, '-', '') AS stream_token,
  version, replace(child_token::text, '-', '') AS child_token, key_id, hash, body`;

export type RecordRow = {
  generation: number;
  tx: string;
  position: string;
  stream_token: Token;
  version: number;
  child_token: Token | null;
  key_id: string;
  hash: Buffer;
  body: Buffer;
};

export const toRecord = (row: RecordRow): SealedRecord => ({
  at: { generation: row.generation, tx: Number(row.tx), position: Number(row.position) },
  streamToken: row.stream_token,
  version: row.version,
  childToken: row.child_token,
  keyId: row.key_id,
  hash: row.hash,
  body: row.body,
});

export async function readFeed(
  pool: Pool,
  after: FeedPosition,
  limit: number,
): Promise<{ records: readonly SealedRecord[]; pending: boolean }> {
  const { rows } = await pool.query<RecordRow & { ready: boolean }>({
    name: 'store-read-feed',
    text: `SELECT ${RECORD_COLUMNS.replace('hash, body', `CASE WHEN ready THEN hash END AS hash, CASE WHEN ready THEN body END AS body`)}, ready
      FROM (SELECT *, ${READY} AS ready FROM store.events
             WHERE (generation, tx, position) > ($1, $2::xid8, $3)
             ORDER BY generation, tx, position LIMIT $4) next
      ORDER BY next.generation, next.tx, next.position`,
    values: [after.generation, String(after.tx), after.position, limit],
  });
  const readable = rows.findIndex((row) => !row.ready);
  return {
    records: (readable === -1 ? rows : rows.slice(0, readable)).map(toRecord),
    pending: readable !== -1,
  };
}

export async function feedHead(pool: Pool): Promise<FeedPosition> {
  const { rows } = await pool.query<Pick<RecordRow, 'generation' | 'tx' | 'position'>>({
    name: 'store-feed-head',
    text: `SELECT generation, tx::text AS tx, position FROM store.events WHERE ${READY}
            ORDER BY generation DESC, events.tx DESC, position DESC LIMIT 1`,
  });
  const row = rows[0];
  return row ? { generation: row.generation, tx: Number(row.tx), position: Number(row.position) } : FEED_START;
}

export async function feedGeneration(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ generation: number }>('SELECT generation FROM store.meta');
  const row = rows[0];
  if (!row) throw new Error('the store has no generation: its migrations did not run');
  return row.generation;
}

const AT_PLACES = `unnest($1::int[], $2::text[], $3::bigint[]) WITH ORDINALITY given (g, t, p, n)
  JOIN store.events ON (generation, events.tx, position) = (given.g, given.t::xid8, given.p)`;

const placesOf = (places: readonly FeedPosition[]): readonly (readonly (number | string)[])[] => [
  places.map(({ generation }) => generation),
  places.map(({ tx }) => String(tx)),
  places.map(({ position }) => position),
];

/** Of the given records, those that stand at their places in the log. */
export async function standing(pool: Pool, records: readonly SealedRecord[]): Promise<readonly SealedRecord[]> {
  const { rows } = await pool.query<{ n: string }>({
    name: 'store-standing',
    text: `SELECT given.n FROM ${AT_PLACES} ORDER BY given.n`,
    values: [...placesOf(records.map(({ at }) => at))],
  });
  return rows.flatMap(({ n }) => records[Number(n) - 1] ?? []);
}

/** What stands at places that were read before, in feed order. */
export async function recordsAt(pool: Pool, places: readonly FeedPosition[]): Promise<readonly SealedRecord[]> {
  const { rows } = await pool.query<RecordRow>({
    name: 'store-records-at',
    text: `SELECT ${RECORD_COLUMNS} FROM ${AT_PLACES} ORDER BY generation, events.tx, position`,
    values: [...placesOf(places)],
  });
  return rows.map(toRecord);
}

/** True where the store's newest event has a transaction id that this server has not reached. */
export async function isAheadOfServer(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ ahead: boolean }>(
    `SELECT COALESCE((SELECT e.tx >= pg_snapshot_xmax(pg_current_snapshot())
        FROM store.events e JOIN store.meta m USING (generation)
       ORDER BY e.generation DESC, e.tx DESC LIMIT 1), false) AS ahead`,
  );
  return rows[0]?.ahead ?? false;
}
