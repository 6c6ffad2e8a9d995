import type { Token } from '@tributary/kernel';
import { uuidArray } from '@tributary/vault';
import { escapeLiteral, type Pool, type PoolClient, type QueryResult } from 'pg';

export type HeadRow = Readonly<{
  version: number;
  hash: Buffer;
  /** Milliseconds since 1970. */
  knownFrom: number;
  generation: number;
  tx: number;
  childId: string | null;
}>;
export type ItemRow = Readonly<{
  content: string;
  revision: string | null;
  scope: string | null;
  delivery: string | null;
  retracted: boolean;
}>;
export type TokenItem = Readonly<{ streamToken: Token; item: string }>;
export type Locked = Readonly<{
  generation: number;
  tx: number;
  /** Milliseconds since 1970, database clock. */
  now: number;
  heads: ReadonlyMap<Token, HeadRow>;
  items: ReadonlyMap<string, ItemRow>;
}>;

export const itemName = (key: TokenItem): string => `${key.streamToken}/${key.item}`;

/** The advisory lock of a stream: the first 8 bytes of its token, as PostgreSQL's signed bigint. */
export const lockKey = (token: Token): bigint => BigInt.asIntN(64, BigInt(`0x${token.slice(0, 16)}`));

/** In numeric order, so that two appends that share streams wait for each other and never deadlock. */
function sortedLocks(tokens: readonly Token[]): readonly bigint[] {
  return [...new Set(tokens.map(lockKey))].sort((a, b) => (a < b ? -1 : 1));
}

/**
 * Begins the transaction and reads what its locks protect, in one round trip. The locks are the first statement, so
 * the transaction gets its id and its clock only when it holds them all: an id taken before would put events of one
 * stream out of order in the feed (ADR-0003).
 */
export async function beginLocked(
  client: PoolClient,
  streams: readonly Token[],
  items: readonly TokenItem[],
): Promise<Locked> {
  const answer = (await client.query(lockAndRead(streams, items))) as unknown as readonly QueryResult[];
  const [, , clock, heads, itemRows] = answer as readonly [
    QueryResult,
    QueryResult,
    QueryResult<ClockRow>,
    QueryResult<StoredHead>,
    QueryResult<StoredItem> | undefined,
  ];
  const row = clock.rows[0];
  if (!row) throw new Error('the store has no generation: its migrations did not run');
  return {
    generation: row.generation,
    tx: Number(row.tx),
    now: Number(row.now),
    heads: new Map(heads.rows.map((head) => [head.token, toHead(head)])),
    items: new Map((itemRows?.rows ?? []).map((item) => [itemName(item), item])),
  };
}

type ClockRow = { generation: number; tx: string; now: string };
type StoredHead = {
  token: Token;
  version: number;
  hash: Buffer;
  known_from: string;
  generation: number;
  tx: string;
  child_id: string | null;
};
type StoredItem = ItemRow & TokenItem;

const toHead = (row: StoredHead): HeadRow => ({
  version: row.version,
  hash: row.hash,
  knownFrom: Number(row.known_from),
  generation: row.generation,
  tx: Number(row.tx),
  childId: row.child_id,
});

const HEX = /^[0-9a-f]{32}$/;
function uuidList(tokens: readonly Token[]): string {
  if (!tokens.every((token) => HEX.test(token))) throw new RangeError('not a stream token');
  return `'{${tokens.join(',')}}'::uuid[]`;
}

function lockAndRead(streams: readonly Token[], items: readonly TokenItem[]): string {
  const statements = [
    'BEGIN ISOLATION LEVEL READ COMMITTED',
    `SELECT pg_advisory_xact_lock(k) FROM unnest('{${sortedLocks(streams).join(',')}}'::bigint[]) k`,
    `SELECT generation, pg_current_xact_id()::text AS tx,
            floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now FROM store.meta`,
    `SELECT replace(stream_token::text, '-', '') AS token, version, hash, known_from, generation, tx::text, child_id
       FROM store.stream_heads WHERE stream_token = ANY(${uuidList(streams)})`,
  ];
  if (items.length > 0) statements.push(readItems(items));
  return statements.join(';');
}

function readItems(items: readonly TokenItem[]): string {
  const names = items.map((item) => escapeLiteral(item.item)).join(',');
  return `SELECT ${ITEM_COLUMNS} FROM ${itemsAt(uuidList(items.map((item) => item.streamToken)), `ARRAY[${names}]::text[]`)}`;
}

const ITEM_COLUMNS = `replace(i.stream_token::text, '-', '') AS "streamToken", i.item, content, revision, scope, delivery,
  retracted`;

/**
 * Each by its key: planned as a join, PostgreSQL would rather read the whole table, until that has some hundred thousand
 * rows.
 */
const itemsAt = (tokens: string, names: string): string => `unnest(${tokens}, ${names}) AS k (stream_token, item)
  CROSS JOIN LATERAL (SELECT * FROM store.items i
                       WHERE (i.stream_token, i.item) = (k.stream_token, k.item) OFFSET 0) i`;

/** Which of these have ever been stated or taken back. */
export async function itemsHeard(pool: Pool, items: readonly TokenItem[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<TokenItem>({
    name: 'store-items-heard',
    text: `SELECT replace(i.stream_token::text, '-', '') AS "streamToken", i.item
             FROM ${itemsAt('$1::uuid[]', '$2::text[]')}`,
    values: [uuidArray(items.map((item) => item.streamToken)), items.map((item) => item.item)],
  });
  return new Set(rows.map(itemName));
}
