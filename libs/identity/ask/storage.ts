import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';

/** In the ledger's place for a reason that was given in words. */
export const OWN_WORDS = 'own-words';
/** Days. */
const KEPT_FOR = 365;

type Kept = Readonly<{ pool: Pool; vault: Pick<Vault, 'sealIdentity' | 'openIdentity'> }>;
const aadOf = (asking: string): Buffer => Buffer.from(`identity/asking/${asking}`);

/** Words may name a child, and the ledger is never changed: they stand sealed beside it, for a year. */
export async function keepWords({ pool, vault }: Kept, asking: string, words: string): Promise<string> {
  await pool.query(`DELETE FROM identity.askings WHERE asked_at < clock_timestamp() - interval '${KEPT_FOR} days'`);
  const sealed = vault.sealIdentity(Buffer.from(words), aadOf(asking));
  await pool.query('INSERT INTO identity.askings (id, words) VALUES ($1, $2)', [asking, sealed]);
  return OWN_WORDS;
}

/** The words of a question; undefined where it gave a code, or its year is over. */
export async function wordsOf({ pool, vault }: Kept, asking: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ words: Buffer }>('SELECT words FROM identity.askings WHERE id = $1', [asking]);
  return rows[0] && vault.openIdentity(rows[0].words, aadOf(asking)).toString();
}
