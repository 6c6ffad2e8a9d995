/**
 * The bare work of an append, as little code as does it: the same locks, heads, chain, a key per record in the key
 * database, AES-256-GCM, one set-based insert. No framework, no tree of keys, no items, no retries; imports nothing
 * from libs. What Tributary is measured against.
 */
import { createCipheriv, createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

export const REFERENCE_EVENTS = `
  CREATE SCHEMA reference;
  CREATE TABLE reference.events (
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(), position bigint GENERATED ALWAYS AS IDENTITY, generation int NOT NULL,
    version int NOT NULL, stream uuid NOT NULL, child uuid, key_id uuid NOT NULL, hash bytea NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (generation, tx, position), UNIQUE (stream, version));
  ALTER TABLE reference.events ALTER COLUMN body SET STORAGE EXTERNAL;
  CREATE TABLE reference.heads (
    stream uuid PRIMARY KEY, version int NOT NULL, hash bytea NOT NULL, known_from bigint NOT NULL, tx xid8 NOT NULL,
    generation int NOT NULL, child uuid) WITH (fillfactor = 80);`;
export const REFERENCE_KEYS = `
  CREATE SCHEMA reference;
  CREATE TABLE reference.keys (key_id uuid PRIMARY KEY, stream uuid, bucket text, generation int NOT NULL DEFAULT 1,
    wrapped bytea, UNIQUE (stream, bucket));`;

export type Item = Readonly<{ stream: string; child: string; body: object }>;
type Head = { version: number; hash: Buffer };
type Key = Readonly<{ id: string; key: KeyObject }>;

const master = createSecretKey(randomBytes(32));
const unwrapped = new Map<string, KeyObject>();

function seal(key: KeyObject, plain: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

async function keysOf(keys: Pool, streams: readonly string[]): Promise<Map<string, Key>> {
  const found = await keys.query<{ stream: string; key_id: string }>({
    name: 'reference-keys',
    text: `SELECT stream, key_id, generation, wrapped FROM unnest($1::uuid[]) stream
             JOIN reference.keys USING (stream) WHERE bucket = 'attendance'`,
    values: [streams],
  });
  const all = new Map<string, Key>();
  for (const row of found.rows) {
    const key = unwrapped.get(row.key_id);
    if (key) all.set(row.stream, { id: row.key_id, key });
  }
  const fresh = streams.filter((stream) => !all.has(stream)).map((stream) => ({ stream, ...newKey() }));
  if (fresh.length > 0) {
    await keys.query({
      name: 'reference-new-keys',
      text: `INSERT INTO reference.keys (stream, key_id, wrapped, bucket)
             SELECT *, 'attendance' FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])`,
      values: [fresh.map((f) => f.stream), fresh.map((f) => f.id), fresh.map((f) => seal(master, f.key.export()))],
    });
  }
  for (const one of fresh) all.set(one.stream, one);
  return all;
}

function newKey(): Key {
  const made = { id: crypto.randomUUID(), key: createSecretKey(randomBytes(32)) };
  unwrapped.set(made.id, made.key);
  return made;
}

async function lockedHeads(client: PoolClient, streams: readonly string[]): Promise<Map<string, Head>> {
  const locks = streams.map((s) => BigInt.asIntN(64, BigInt(`0x${s.replaceAll('-', '').slice(0, 16)}`)));
  locks.sort((a, b) => (a < b ? -1 : 1));
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(k) FROM unnest('{${locks.join(',')}}'::bigint[]) k`);
  const { rows } = await client.query<Head & { stream: string }>({
    name: 'reference-heads',
    text: `SELECT stream, version, hash, known_from, pg_current_xact_id()::text, clock_timestamp()
             FROM reference.heads WHERE stream = ANY($1::uuid[])`,
    values: [streams],
  });
  return new Map(rows.map((row) => [row.stream, row]));
}

const INSERT = `
  WITH rows AS (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::bytea[], $6::bytea[]) AS r (s, v, c, k, h, b)
  ), e AS (
    INSERT INTO reference.events (generation, stream, version, child, key_id, hash, body)
    SELECT 1, s, v, c, k, h, b FROM rows RETURNING position
  ), heads AS (
    INSERT INTO reference.heads (stream, version, hash, known_from, tx, generation, child)
    SELECT s, v, h, $7, pg_current_xact_id(), 1, c FROM rows
    ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash,
      known_from = excluded.known_from, tx = excluded.tx
  ) SELECT max(position) FROM e`;

/** One transaction; each item another stream. */
export async function appendBare(events: Pool, keys: Pool, items: readonly Item[]): Promise<void> {
  const client = await events.connect();
  try {
    const streams = items.map((item) => item.stream);
    const heads = await lockedHeads(client, streams);
    const sealingKeys = await keysOf(keys, streams);
    const rows = items.map((item) => {
      const head = heads.get(item.stream) ?? { version: 0, hash: Buffer.alloc(32) };
      const key = sealingKeys.get(item.stream);
      if (!key) throw new Error('no key');
      const body = seal(key.key, Buffer.from(JSON.stringify({ ...item.body, version: head.version + 1 })));
      const hash = createHash('sha256').update(head.hash).update(key.id).update(body).digest();
      return { stream: item.stream, version: head.version + 1, child: item.child, keyId: key.id, hash, body };
    });
    await client.query({
      name: 'reference-insert',
      text: INSERT,
      values: [
        rows.map((r) => r.stream),
        rows.map((r) => r.version),
        rows.map((r) => r.child),
        rows.map((r) => r.keyId),
        rows.map((r) => r.hash),
        rows.map((r) => r.body),
        Date.now(),
      ],
    });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
