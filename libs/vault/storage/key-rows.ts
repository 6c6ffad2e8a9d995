import type { Pool, PoolClient } from 'pg';
import { byteaArray, int4Array, textArray, uuidArray } from './arrays';

/** Clear part of a key row: whose events it seals. */
export type RowScope = Readonly<{ streamToken: string; bucket: string; dataClass: string; agency: string }>;
export type KeyRow = Readonly<{ keyId: string; generation: number; agency: string; wrapped: Buffer }>;
/** `wrapped` null: erased. */
export type KnownRow = Readonly<{ keyId: string; generation: number; agency: string | null; wrapped: Buffer | null }>;
export type MissingRow = Readonly<{ keyId: string; generation: null; agency: null; wrapped: null }>;
export type HeldKey = Readonly<{ keyId: string; generation: number }>;
export type NewRow = RowScope & Readonly<{ keyId: string; wrapped: Buffer }>;

const COLUMNS = 'key_id AS "keyId", generation, agency, wrapped';

/** The SQL of the key database. Every statement commits alone: a key stands before anything is sealed with it. */
export class KeyRows {
  constructor(private readonly pool: Pool) {}

  /** Rows in the order of the scopes; undefined where there is none yet. */
  async findByScope(scopes: readonly RowScope[]): Promise<(KeyRow | undefined)[]> {
    const { rows } = await this.pool.query<KeyRow & { n: string }>({
      name: 'vault-find',
      text: `
        SELECT w.n, ${COLUMNS} FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
          WITH ORDINALITY AS w (stream_token, bucket, data_class, agency, n)
        JOIN keys.bucket_keys USING (stream_token, bucket, data_class, agency)`,
      values: scopeColumns(scopes),
    });
    const found = new Array<KeyRow | undefined>(scopes.length).fill(undefined);
    for (const { n, ...row } of rows) found[Number(n) - 1] = row;
    return found;
  }

  /** Ids of those that were put in; the rest stood already, put in by another. */
  async insert(rows: readonly NewRow[]): Promise<Set<string>> {
    const result = await this.pool.query<{ keyId: string }>({
      name: 'vault-insert',
      text: `
        INSERT INTO keys.bucket_keys (stream_token, bucket, data_class, agency, key_id, wrapped)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::bytea[])
        ON CONFLICT (stream_token, bucket, data_class, agency) DO NOTHING
        RETURNING key_id AS "keyId"`,
      values: [...scopeColumns(rows), uuidArray(rows.map((r) => r.keyId)), byteaArray(rows.map((r) => r.wrapped))],
    });
    return new Set(result.rows.map((r) => r.keyId));
  }

  /**
   * Of keys held at a generation those that stand at another one by now, or nowhere; 0: held at none. What has not
   * changed costs no more than a look.
   */
  async unlike(held: readonly HeldKey[]): Promise<readonly (KnownRow | MissingRow)[]> {
    const { rows } = await this.pool.query<KnownRow | MissingRow>({
      name: 'vault-unlike',
      text: `
        SELECT held.id AS "keyId", k.generation, k.agency, k.wrapped
          FROM unnest($1::uuid[], $2::int[]) AS held (id, generation)
          LEFT JOIN LATERAL (SELECT * FROM keys.bucket_keys b WHERE b.key_id = held.id OFFSET 0) k ON true
         WHERE k.generation IS DISTINCT FROM held.generation`,
      values: [uuidArray(held.map((key) => key.keyId)), int4Array(held.map((key) => key.generation))],
    });
    return rows;
  }

  async byId(keyIds: readonly string[]): Promise<readonly KnownRow[]> {
    const { rows } = await this.pool.query<KnownRow>({
      name: 'vault-by-id',
      text: `SELECT ${COLUMNS} FROM keys.bucket_keys WHERE key_id = ANY($1::uuid[])`,
      values: [uuidArray(keyIds)],
    });
    return rows;
  }

  async idsOf(streamToken: string, bucket: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ keyId: string }>(
      'SELECT key_id AS "keyId" FROM keys.bucket_keys WHERE stream_token = $1 AND bucket = $2 ORDER BY key_id',
      [streamToken, bucket],
    );
    return rows.map((r) => r.keyId);
  }

  async eraseAll(keyIds: readonly string[]): Promise<void> {
    const { rowCount } = await this.pool.query(
      `UPDATE keys.bucket_keys SET wrapped = NULL, stream_token = NULL, bucket = NULL, data_class = NULL, agency = NULL,
              created_at = NULL, generation = generation + 1, erased_at = now()
        WHERE key_id = ANY($1::uuid[]) AND erased_at IS NULL`,
      [uuidArray(keyIds)],
    );
    if (rowCount) await this.vacuum();
  }

  /** Changes one key's material under its row lock; `change` answers undefined where nothing is to change. */
  async rewrap(keyId: string, change: (row: KeyRow) => Buffer | undefined): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const changed = await rewrapLocked(client, keyId, change);
      await client.query('COMMIT');
      client.release();
      if (changed) await this.vacuum();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Updated rows leave their old bytes in the page until they are pruned. */
  private async vacuum(): Promise<void> {
    await this.pool.query('VACUUM (TRUNCATE false) keys.bucket_keys');
  }
}

async function rewrapLocked(
  client: PoolClient,
  keyId: string,
  change: (row: KeyRow) => Buffer | undefined,
): Promise<boolean> {
  const { rows } = await client.query<KnownRow>(
    `SELECT ${COLUMNS} FROM keys.bucket_keys WHERE key_id = $1 FOR UPDATE`,
    [keyId],
  );
  const row = rows[0];
  if (!row?.wrapped || row.agency === null) return false;
  const wrapped = change({ ...row, agency: row.agency, wrapped: row.wrapped });
  if (!wrapped) return false;
  await client.query('UPDATE keys.bucket_keys SET wrapped = $2, generation = generation + 1 WHERE key_id = $1', [
    keyId,
    wrapped,
  ]);
  return true;
}

const scopeColumns = (scopes: readonly RowScope[]): unknown[] => [
  uuidArray(scopes.map((s) => s.streamToken)),
  textArray(scopes.map((s) => s.bucket)),
  textArray(scopes.map((s) => s.dataClass)),
  textArray(scopes.map((s) => s.agency)),
];
