import type { PlainDate } from '@tributary/kernel';

/** A row's values by the column names of the return; trimmed, empty where there is none. */
export type Cells = Readonly<{ get(name: string): string }>;

export type TableContext = Readonly<{
  /** `csc/<CHILD>`: where the items of a child stand. */
  path: string;
  ordinal: (key: string) => string;
  /** The day as on which the return says what has no day of its own. */
  asOn: PlainDate;
}>;
