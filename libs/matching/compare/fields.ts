/**
 * How far two records may agree on a field, from the whole to nothing. A level's place in its list plus one is its
 * number; 0 is: one of the two says nothing.
 */
export const LEVELS = {
  'given-name': ['same', 'variant', 'part', 'typo', 'close', 'initial', 'different'],
  'family-name': ['same', 'part', 'typo', 'close', 'parent', 'custom', 'different'],
  'name-order': ['straight', 'swapped'],
  'birth-date': ['same', 'swapped', 'digit', 'day-and-month', 'month-and-year', 'year', 'different'],
  sex: ['same', 'different'],
  postcode: ['same', 'typo', 'sector', 'district', 'area', 'different'],
  house: ['same', 'close', 'different'],
  street: ['same', 'close', 'different'],
  locality: ['same', 'close', 'different'],
  region: ['same', 'different'],
  parent: ['same', 'close', 'part', 'different'],
  school: ['same', 'different'],
  'nhs-number': ['same', 'different'],
  upn: ['same', 'different'],
  number: ['same', 'digit', 'different'],
} as const;

export type Field = keyof typeof LEVELS;
export type LevelOf<F extends Field> = (typeof LEVELS)[F][number];
export const FIELDS = Object.keys(LEVELS) as readonly Field[];
export const MISSING = 0;

/** One number for each field, in the order of `FIELDS`. */
export type Levels = Uint8Array;

/** Where a field stands in `Levels`. */
export const AT = Object.fromEntries(FIELDS.map((field, at) => [field, at])) as Readonly<Record<Field, number>>;

/** The number of a level. */
export const levelOf = <F extends Field>(field: F, level: LevelOf<F>): number =>
  (LEVELS[field] as readonly string[]).indexOf(level) + 1;

/** The word for a level's number; `missing` for 0. */
export const levelName = (field: Field, level: number): string =>
  (LEVELS[field] as readonly string[])[level - 1] ?? 'missing';

/** Where a household lives: who moves changes all of it at once. */
export const PLACE: readonly Field[] = ['postcode', 'house', 'street', 'locality', 'region'];

/** Whether a field agrees at one of these levels. */
export function isOneOf<F extends Field>(field: F, ...levels: readonly LevelOf<F>[]): (found: Levels) => boolean {
  const at = AT[field];
  const wanted = levels.map((level) => levelOf(field, level));
  return (found) => wanted.includes(found[at] ?? MISSING);
}
