import type { ChildId, Projection, Tx } from '@tributary/kernel';

/** The two ways rows of one table go, by child or all of them. */
export const removal = (table: string): Pick<Projection, 'forget' | 'reset'> => ({
  async forget(children: readonly ChildId[], tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM ${table} WHERE child_id = ANY($1::uuid[])`, [children]);
  },
  async reset(tx: Tx): Promise<void> {
    await tx.query(`TRUNCATE ${table}`);
  },
});

/** So many rows a statement: large enough for speed, small enough for memory. */
export const ROWS_A_STATEMENT = 5_000;

export function* chunksOf<R>(rows: readonly R[]): Generator<readonly R[]> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) yield rows.slice(i, i + ROWS_A_STATEMENT);
}
