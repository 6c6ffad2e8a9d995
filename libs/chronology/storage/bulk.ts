/** One column of a bulk statement: its name, its PostgreSQL type, and where a row has it. */
export type Column<R> = Readonly<{ name: string; type: string; of: (row: R) => unknown }>;

/** `unnest($1::uuid[], $2::text[] …)`: one parameter a column, however many rows. */
export const unnestOf = <R>(columns: readonly Column<R>[]): string =>
  `unnest(${columns.map((c, i) => `$${i + 1}::${c.type}[]`).join(', ')})`;

export const namesOf = <R>(columns: readonly Column<R>[]): string => columns.map((c) => c.name).join(', ');

/** The rows column by column, as `unnestOf` takes them. */
export const valuesOf = <R>(columns: readonly Column<R>[], rows: readonly R[]): unknown[][] =>
  columns.map((c) => rows.map((row) => c.of(row)));
