import type { Token } from '@tributary/kernel';
import { byteaArray, int4Array, uuidArray } from '@tributary/vault';
import type { PoolClient } from 'pg';
import type { ItemRow, TokenItem } from './locked-read';

export type EventRow = Readonly<{
  streamToken: Token;
  version: number;
  childToken: Token | null;
  keyId: string;
  hash: Buffer;
  body: Buffer;
}>;
export type NewHead = Readonly<{
  streamToken: Token;
  version: number;
  hash: Buffer;
  childId: string | null;
}>;

const NOBODY = '0'.repeat(32);

const INSERT_EVENTS = `
  WITH written AS (
    INSERT INTO store.events (generation, stream_token, version, child_token, key_id, hash, body)
    SELECT $1, s, v, nullif(c, '${NOBODY}'::uuid), k, h, b
      FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::bytea[], $7::bytea[]) AS e (s, v, c, k, h, b)
    RETURNING position
  ), ends AS (
    INSERT INTO store.stream_heads AS old (stream_token, version, hash, child_id, known_from, generation, tx)
    SELECT s, v, h, nullif(c, '${NOBODY}'::uuid), $12, $1, pg_current_xact_id()
      FROM unnest($8::uuid[], $9::int[], $10::bytea[], $11::uuid[]) AS n (s, v, h, c)
    ON CONFLICT (stream_token) DO UPDATE SET version = excluded.version, hash = excluded.hash,
      child_id = excluded.child_id, known_from = excluded.known_from, generation = excluded.generation, tx = excluded.tx
  )
  SELECT max(position) AS position FROM written`;

/** Events and the new ends of their streams, in one statement. Returns the highest position. */
export async function writeEvents(
  client: PoolClient,
  events: readonly EventRow[],
  heads: readonly NewHead[],
  place: Readonly<{ generation: number; knownFrom: number }>,
): Promise<number> {
  const { rows } = await client.query<{ position: string }>({
    name: 'store-write-events',
    text: INSERT_EVENTS,
    values: [
      place.generation,
      uuidArray(events.map((e) => e.streamToken)),
      int4Array(events.map((e) => e.version)),
      uuidArray(events.map((e) => e.childToken ?? NOBODY)),
      uuidArray(events.map((e) => e.keyId)),
      byteaArray(events.map((e) => e.hash)),
      byteaArray(events.map((e) => e.body)),
      uuidArray(heads.map((h) => h.streamToken)),
      int4Array(heads.map((h) => h.version)),
      byteaArray(heads.map((h) => h.hash)),
      uuidArray(heads.map((h) => h.childId ?? NOBODY)),
      place.knownFrom,
    ],
  });
  return Number(rows[0]?.position);
}

/** Sets the child of streams that get no event in this append. */
export async function writeLinks(
  client: PoolClient,
  links: readonly Readonly<{ streamToken: Token; childId: string }>[],
): Promise<void> {
  await client.query(
    `UPDATE store.stream_heads SET child_id = c FROM unnest($1::uuid[], $2::uuid[]) AS n (s, c) WHERE stream_token = s`,
    [uuidArray(links.map((l) => l.streamToken)), uuidArray(links.map((l) => l.childId))],
  );
}

export async function writeItems(client: PoolClient, items: readonly (TokenItem & ItemRow)[]): Promise<void> {
  await client.query({
    name: 'store-write-items',
    text: `
      INSERT INTO store.items (stream_token, item, content, revision, scope, delivery, retracted)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[])
      ON CONFLICT (stream_token, item) DO UPDATE SET content = excluded.content, revision = excluded.revision,
        scope = excluded.scope, delivery = excluded.delivery, retracted = excluded.retracted`,
    values: [
      uuidArray(items.map((i) => i.streamToken)),
      items.map((i) => i.item),
      items.map((i) => i.content),
      items.map((i) => i.revision),
      items.map((i) => i.scope),
      items.map((i) => i.delivery),
      items.map((i) => i.retracted),
    ],
  });
}
