import type { Flag } from '@tributary/catalogue';
import type { NumberPeriod } from '../parsed';

/**
 * The number that goes first of several that a form does not mark: one without an end, else the one that ends last. Who
 * reads it later holds each against its period and the day.
 */
export function firstOf<T>(numbers: readonly T[], untilOf: (one: T) => string | undefined): T | undefined {
  const lasting = numbers.find((one) => untilOf(one) === undefined);
  if (lasting !== undefined || numbers.length === 0) return lasting;
  return numbers.reduce((best, one) => ((untilOf(one) ?? '') > (untilOf(best) ?? '') ? one : best));
}

/** Those that say a day, for a sighting. */
export function numberPeriods(periods: readonly NumberPeriod[]): Readonly<{ numberPeriods?: readonly NumberPeriod[] }> {
  const dated = periods.filter(({ from, until }) => from !== undefined || until !== undefined);
  return dated.length === 0 ? {} : { numberPeriods: dated };
}

/** A period that ends before it begins is kept, and says nothing. */
export const periodFlags = (periods: readonly NumberPeriod[] = []): readonly Flag[] =>
  periods.some(({ from, until }) => from !== undefined && until !== undefined && until < from)
    ? ['number-period-wrong']
    : [];
