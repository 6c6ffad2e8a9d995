import type { Tx } from '@tributary/kernel';
import type { BackedUpSequence } from '../backup-files';

/** A table to keep: its name, and the columns that hold what can't be computed. */
export type Table = Readonly<{ schema: string; name: string; columns: readonly string[] }>;

/**
 * Every table of a database but the read models, which are folded anew, and PostgreSQL's and the migrations' own. In an
 * order in which what is referred to comes before what refers to it.
 */
export async function tablesToKeep(tx: Tx): Promise<readonly Table[]> {
  const { rows } = await tx.query<{ oid: number; schema: string; name: string; columns: string[] }>(`
    SELECT c.oid::int, n.nspname AS schema, c.relname AS name,
           array_agg(a.attname::text ORDER BY a.attnum) AS columns
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%'
       AND n.nspname NOT IN ('information_schema', 'public', 'read_a', 'read_b')
     GROUP BY c.oid, n.nspname, c.relname ORDER BY n.nspname, c.relname`);
  const { rows: references } = await tx.query<{ from: number; to: number }>(
    `SELECT conrelid::int AS "from", confrelid::int AS "to" FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`,
  );
  const ordered: Table[] = [];
  const seen = new Set<number>();
  const visit = (oid: number): void => {
    if (seen.has(oid)) return;
    seen.add(oid);
    for (const reference of references) if (reference.from === oid) visit(reference.to);
    const row = rows.find((one) => one.oid === oid);
    if (row) ordered.push({ schema: row.schema, name: row.name, columns: row.columns });
  };
  for (const row of rows) visit(row.oid);
  return ordered;
}

/** Where every sequence stands, those that no column owns too: a number given once is not given again. */
export async function sequencesToKeep(tx: Tx): Promise<readonly BackedUpSequence[]> {
  const { rows } = await tx.query<BackedUpSequence>(
    `SELECT schemaname AS schema, sequencename AS name, last_value::text AS last FROM pg_sequences
      WHERE schemaname NOT LIKE 'pg\\_%' AND schemaname NOT IN ('public', 'read_a', 'read_b') ORDER BY 1, 2`,
  );
  return rows;
}
