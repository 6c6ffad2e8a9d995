/** One file of an import: its columns, and whether it must be there. docs/directory.md says what stands in each. */
export type Sheet = Readonly<{ needed: readonly string[]; optional: readonly string[]; mustBe: boolean }>;

/** What an import reads, a file each, by name without `.csv`. A file that is left out leaves its part as it is. */
export const SHEETS = {
  authorities: { needed: ['code', 'name', 'front_door', 'out_of_hours'], optional: [], mustBe: false },
  agencies: {
    needed: ['id', 'name', 'sector', 'authority'],
    optional: ['kind', 'schools', 'opens', 'closes'],
    mustBe: true,
  },
  terms: { needed: ['agency', 'from', 'to'], optional: ['kind'], mustBe: false },
  teams: { needed: ['id', 'agency', 'name'], optional: ['phone', 'manager'], mustBe: false },
  practitioners: { needed: ['id', 'name'], optional: ['subject', 'phone', 'email'], mustBe: true },
  roles: { needed: ['practitioner', 'role', 'agency', 'deputy', 'manager'], optional: ['team'], mustBe: true },
  'worker-numbers': { needed: ['practitioner', 'agency', 'number'], optional: [], mustBe: false },
} as const satisfies Readonly<Record<string, Sheet>>;

export type SheetName = keyof typeof SHEETS;

/** One row with its place; a column that is not there reads as empty. */
export type SheetRow = Readonly<{ sheet: SheetName; line: number; get: (column: string) => string }>;
export type Sheets = Readonly<Partial<Record<SheetName, readonly SheetRow[]>>>;

/** In `manager`: nobody is above. It has to be said. */
export const NOBODY = '-';

/** Where something is wrong: `roles.csv line 4, column deputy`. */
export const placeOf = ({ sheet, line }: Pick<SheetRow, 'sheet' | 'line'>, column?: string): string =>
  `${sheet}.csv line ${line}${column === undefined ? '' : `, column ${column}`}`;
