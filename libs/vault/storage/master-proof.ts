import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import type { ClientBase, Pool } from 'pg';

/** The first start leaves a proof of the master key; every later one must match it. */
export async function proveMasterKey(keys: Pool | ClientBase, subkey: Buffer): Promise<void> {
  const proof = createHmac('sha256', subkey).update('master key').digest();
  await keys.query('INSERT INTO keys.master (proof) VALUES ($1) ON CONFLICT DO NOTHING', [proof]);
  const { rows } = await keys.query<{ proof: Buffer }>('SELECT proof FROM keys.master');
  if (rows[0] && timingSafeEqual(rows[0].proof, proof)) return;
  throw new Problem(
    'master-key-wrong',
    500,
    'The master key is not this database’s',
    'The key database was wrapped under another master key. Point MASTER_KEY_FILE to that one',
  );
}
