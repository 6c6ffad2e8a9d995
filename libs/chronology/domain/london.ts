import {
  endOfDay,
  londonDate,
  plusMillis,
  startOfDay,
  type Instant,
  type Occurred,
  type PlainDate,
} from '@tributary/kernel';

const HOUR = 3_600_000;

/** Noon of that day: 12 hours before the next midnight, whichever way the clocks went that morning. */
const noonOf = (day: PlainDate): Instant => plusMillis(endOfDay(day), 1 - 12 * HOUR);

/**
 * Where a thing stands on the line of time. Days become their first moment in Europe/London, so that a thing at
 * 23:30 UTC in June stands after the day it followed.
 */
export function occurredStart(occurred: Occurred): Instant {
  if ('at' in occurred) return occurred.at;
  if ('from' in occurred) return startOfDay(occurred.from);
  return occurred.session === 'PM' ? noonOf(occurred.on) : startOfDay(occurred.on);
}

/** The day in Europe/London on which it happened, or began. */
export function occurredDay(occurred: Occurred): PlainDate {
  if ('at' in occurred) return londonDate(occurred.at);
  return 'on' in occurred ? occurred.on : occurred.from;
}

/** The last day of it; undefined where a period has not ended. */
export function occurredLastDay(occurred: Occurred): PlainDate | undefined {
  return 'from' in occurred ? occurred.to : occurredDay(occurred);
}

const words = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
/** `7 March 2026 at 09:00`, by the clocks of Europe/London. */
export const inWords = (at: Instant): string => words.format(new Date(at)).replace(', ', ' at ');

const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' });
/** `7 March 2026`, the day in Europe/London. */
export const dayWords = (at: Instant): string => dayFormat.format(new Date(at));
