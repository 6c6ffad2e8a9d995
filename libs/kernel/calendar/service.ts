import { londonDate, millisOf, plusDays, plusMillis, type Instant, type PlainDate } from '../time';
import { instantAt, type TimeOfDay } from './london';
import { isWorkingDay } from './national';
import { isSchoolDay, type SchoolYear } from './school';

/** When a service is staffed. */
export type Service =
  Readonly<{ always: true }> | Readonly<{ from: TimeOfDay; to: TimeOfDay; isOpenOn(day: PlainDate): boolean }>;

export const ROUND_THE_CLOCK: Service = { always: true };
/** What a service that states no hours is taken to keep: a default, local policy. */
const OFFICE = { from: '09:00', to: '17:00' } as const;

type Hours = Readonly<{ from: TimeOfDay; to: TimeOfDay }>;

/** Open on national working days. */
export const officeHours = (hours: Hours = OFFICE): Service => ({ ...hours, isOpenOn: isWorkingDay });

/** Open on its own school days alone. */
export const schoolHours = (year: SchoolYear, hours: Hours = OFFICE): Service => ({
  ...hours,
  isOpenOn: (day) => isSchoolDay(day, year),
});

export function isOpenAt(at: Instant, service: Service): boolean {
  if ('always' in service) return true;
  const day = londonDate(at);
  return service.isOpenOn(day) && instantAt(day, service.from) <= at && at < instantAt(day, service.to);
}

/** Longest that a service is looked ahead for its next opening: a school's summer, with room. */
const FURTHEST_DAYS = 120;

/**
 * The moment when the service has been open for that many milliseconds since then. Undefined where it opens too seldom
 * for that: its calendar ends, or says nothing.
 */
export function afterServiceTime(start: Instant, milliseconds: number, service: Service): Instant | undefined {
  if ('always' in service) return plusMillis(start, milliseconds);
  let left = milliseconds;
  let closed = 0;
  for (let day = londonDate(start); closed <= FURTHEST_DAYS; day = plusDays(day, 1)) {
    const open = openTime(day, start, service);
    closed = open ? 0 : closed + 1;
    if (!open) continue;
    const span = millisOf(open.to) - millisOf(open.from);
    if (left <= span) return plusMillis(open.from, left);
    left -= span;
  }
  return undefined;
}

/** What is left of that day's opening after `start`. */
function openTime(day: PlainDate, start: Instant, service: Exclude<Service, { always: true }>) {
  if (!service.isOpenOn(day)) return undefined;
  const [opens, to] = [instantAt(day, service.from), instantAt(day, service.to)];
  const from = opens > start ? opens : start;
  return from < to ? { from, to } : undefined;
}
