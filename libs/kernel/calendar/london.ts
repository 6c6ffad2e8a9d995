import { londonDate, millisOf, plusDays, plusMillis, type Instant, type PlainDate } from '../time';

const HOUR = 3_600_000;
const utcMidnight = (day: PlainDate): Instant => `${day}T00:00:00.000Z` as Instant;

/** True where that day's midnight falls in British Summer Time; the clocks change at 01:00 UTC, never at midnight. */
const inSummer = (day: PlainDate): boolean => londonDate(plusMillis(utcMidnight(day), -HOUR)) === day;

const starts = new Map<PlainDate, Instant>();

/** The instant at which that day begins in Europe/London. Days are few: each is worked out once. */
export function startOfDay(day: PlainDate): Instant {
  const known = starts.get(day);
  if (known) return known;
  const start = inSummer(day) ? plusMillis(utcMidnight(day), -HOUR) : utcMidnight(day);
  starts.set(day, start);
  return start;
}

/** The last millisecond of that day in Europe/London; the day may have 23, 24 or 25 hours. */
export const endOfDay = (day: PlainDate): Instant => plusMillis(startOfDay(plusDays(day, 1)), -1);

/** `09:30`, on a clock in Europe/London. */
export type TimeOfDay = string;

/**
 * The instant at which the clocks show that time on that day. In the hour that is skipped in March they show it an hour
 * later; of the hour that comes twice in October the second is meant.
 */
export function instantAt(day: PlainDate, time: TimeOfDay): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const sinceMidnight = hours * HOUR + minutes * 60_000;
  if (hours < 1) return plusMillis(startOfDay(day), sinceMidnight);
  // Before 01:00 the clocks never change: from there on the day's end is the surer anchor.
  const fromEnd = plusMillis(endOfDay(day), 1 + sinceMidnight - 24 * HOUR);
  return hours === 1 && isSkipped(day) ? plusMillis(fromEnd, HOUR) : fromEnd;
}

/** The night on which there is no 01:30. */
const isSkipped = (day: PlainDate): boolean => millisOf(endOfDay(day)) + 1 - millisOf(startOfDay(day)) < 24 * HOUR;
