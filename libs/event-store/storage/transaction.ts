import type { Tx } from '@tributary/kernel';
import type { ClientBase, Pool, PoolClient } from 'pg';

/** A connection, as far as others may use it. */
export function asTx(client: ClientBase): Tx {
  return {
    query: async (sql, values) => client.query(sql, values === undefined ? undefined : [...values]),
  };
}

/**
 * Runs the work in a READ COMMITTED transaction of its own: committed when it returns, rolled back when it throws.
 * A connection on which the rollback itself fails is thrown away, never reused half-way.
 */
export async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let result: T;
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    result = await work(asTx(client));
    await client.query('COMMIT');
  } catch (error) {
    await rollBack(client);
    throw error;
  }
  client.release();
  return result;
}

export async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
    client.release();
  } catch {
    client.release(true);
  }
}
