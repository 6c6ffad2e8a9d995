import type { Pool } from 'pg';

/**
 * Does the work where no other process is at work of that name; undefined, at once, where one is. The lock is of the
 * session, not of a transaction: it holds back no reader of the feed, and ends with a process that dies.
 */
export async function alone<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T | undefined> {
  const client = await pool.connect();
  let sound = false;
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
      [name],
    );
    const done = rows[0]?.mine ? await work() : undefined;
    if (rows[0]?.mine) await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    sound = true;
    return done;
  } finally {
    // An unsound connection is closed, and the lock ends with it.
    client.release(!sound);
  }
}
