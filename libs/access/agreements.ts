import { inTransaction } from '@tributary/event-store';
import { canonicalJson, Problem } from '@tributary/kernel';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { type Agreement, Agreements } from './domain/agreement';

/** Serialises processes that load the same files at the same start. */
const LOAD_LOCK = 4_120_261_152;

/**
 * Puts what the files say beside every version ever loaded and answers all of them. A version once loaded never
 * changes: what it decided must be explained by it for ever. Throws `agreement-changed` where a file says otherwise.
 */
export async function loadAgreements(pool: Pool, files: readonly Agreement[]): Promise<Agreements> {
  await inTransaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
    for (const one of files) {
      const { agreement, version } = one;
      const content = canonicalJson(one);
      const hash = createHash('sha256').update(content).digest('hex');
      const { rows } = await tx.query<{ content_hash: string }>(
        'SELECT content_hash FROM access.agreements WHERE agreement = $1 AND version = $2',
        [agreement, version],
      );
      if (rows[0] && rows[0].content_hash !== hash) throw changed(agreement, version);
      if (rows[0]) continue;
      await tx.query(
        'INSERT INTO access.agreements (agreement, version, content_hash, content) VALUES ($1, $2, $3, $4)',
        [agreement, version, hash, content],
      );
    }
  });
  const { rows } = await pool.query<{ content: Agreement }>('SELECT content FROM access.agreements');
  return new Agreements(rows.map(({ content }) => content));
}

const changed = (agreement: string, version: number): Problem =>
  new Problem(
    'agreement-changed',
    422,
    'An agreement in force was changed in place',
    `${agreement}, version ${version}, says something else than when it was first loaded; give the new text a new version and a date from which it is in force`,
  );
