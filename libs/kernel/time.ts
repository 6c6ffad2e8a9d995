import type { Brand } from './ids';

/** RFC 3339, UTC, milliseconds: `2026-01-31T09:00:00.000Z`. Sorts as text. */
export type Instant = Brand<string, 'Instant'>;
/** A calendar day in Europe/London: `2026-01-31`. */
export type PlainDate = Brand<string, 'PlainDate'>;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;
export const millisOf = (at: Instant): number => Date.parse(at);

/** Undefined where the text is not an RFC 3339 time with an offset; a time without one is never guessed. */
export function parseInstant(text: string): Instant | undefined {
  if (!STAMP.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : instantOf(at);
}

/** Undefined where the text is not a day that exists. */
export function parsePlainDate(text: string): PlainDate | undefined {
  const match = DAY.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return day >= 1 && day <= daysIn(year, month) ? (text as PlainDate) : undefined;
}

/** Days of a month of the Gregorian calendar; none where there is no such month. */
function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return DAYS_IN[month - 1] ?? 0;
}
const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
/** By hours of UTC: since 1847 London's clocks have stood whole hours apart from it. */
const daysByHour = new Map<string, PlainDate>();
const HOURS_HELD = 20_000;

/** The day it is in Europe/London at that instant. */
export function londonDate(at: Instant): PlainDate {
  const hour = at.slice(0, at.indexOf(':'));
  const known = daysByHour.get(hour);
  if (known) return known;
  const day = london.format(new Date(at)) as PlainDate;
  if (daysByHour.size >= HOURS_HELD) daysByHour.clear();
  daysByHour.set(hour, day);
  return day;
}

export const plusMillis = (at: Instant, milliseconds: number): Instant => instantOf(millisOf(at) + milliseconds);
export const plusDays = (day: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as PlainDate;
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Where the time comes from; tests hand in their own. */
export type Clock = () => Instant;
export const systemClock: Clock = () => instantOf(Date.now());
