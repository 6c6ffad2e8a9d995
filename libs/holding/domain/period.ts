import { type Instant, londonDate, type PlainDate, plusDays, startOfDay } from '@tributary/kernel';

/** Days, or to the end of the school year after the one that it began in. */
export type Period = number | 'school-year';

/**
 * From when something may go whose period runs from then: the London midnight after so many whole days. A school year ends
 * with 31 August: by law (Education Act 1996, section 579) it ends when the next begins in autumn, later than any term.
 */
export function goesAt(runsFrom: Instant, period: Period): Instant {
  const day = londonDate(runsFrom);
  if (period !== 'school-year') return startOfDay(plusDays(day, period + 1));
  const year = Number(day.slice(0, 4)) + (day.slice(5) > '08-31' ? 1 : 0);
  return startOfDay(`${year + 1}-09-01` as PlainDate);
}
