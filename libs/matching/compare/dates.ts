import type { Birth } from '../clean/birth-date';
import { levelOf, MISSING } from './fields';
import { isOneSlip } from './strings';

const of = (level: Parameters<typeof levelOf<'birth-date'>>[1]): number => levelOf('birth-date', level);
const [SAME, SWAPPED, DIGIT] = [of('same'), of('swapped'), of('digit')];
const [DAY_AND_MONTH, MONTH_AND_YEAR] = [of('day-and-month'), of('month-and-year')];
const [YEAR, DIFFERENT] = [of('year'), of('different')];

/** Level of two birth dates. Where one tells its year only, years are all that is compared. */
export function compareBirth(a: Birth | undefined, b: Birth | undefined): number {
  if (!a || !b) return MISSING;
  if (a.yearOnly || b.yearOnly) return a.year === b.year ? YEAR : DIFFERENT;
  if (a.digits === b.digits) return a.exists ? SAME : DIGIT;
  if (isSwapped(a.digits, b.digits)) return SWAPPED;
  if (isOneSlip(a.digits, b.digits)) return DIGIT;
  if (a.digits.slice(4) === b.digits.slice(4)) return DAY_AND_MONTH;
  return a.digits.slice(0, 6) === b.digits.slice(0, 6) ? MONTH_AND_YEAR : DIFFERENT;
}

const isSwapped = (a: string, b: string): boolean =>
  a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6);
