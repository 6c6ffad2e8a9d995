import {
  type Instant,
  instantAt,
  isBankHoliday,
  isSchoolDay,
  londonDate,
  type PlainDate,
  plusDays,
  type SchoolYear,
  startOfDay,
  type TimeOfDay,
  weekday,
} from '@tributary/kernel';

/** A day on which a feed delivered news, by the clocks of London. */
export type DayHeard = Readonly<{
  day: PlainDate;
  /** A bit for each hour in which something came, midnight's the lowest. */
  hours: number;
  /** Minutes after midnight of the first. */
  first: number;
}>;

export const DAY_KINDS = ['school day', 'working day', 'Saturday', 'Sunday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What a feed nearly always does on one kind of day. */
export type Habit = Readonly<{
  kind: DayKind;
  /** Days of that kind that it rests on, and those on which something came. */
  days: number;
  came: number;
  /** Nine times in ten the first had come by then. */
  by: TimeOfDay;
  /** Hours of the day in which nine times in ten something came. */
  hours: readonly number[];
}>;

/** How far back is looked, how long a feed must have been heard, and how many days of a kind make a habit. */
export const LEARNED_OVER = { days: 84, atLeast: 28, ofAKind: 10 } as const;
/** So large a part of the days makes a habit. */
const NEARLY_ALWAYS = 0.9;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * What a feed has got used to, from the days before that one; nothing in its first weeks, or where its days follow no
 * kind. Pure: days that came later change nothing in it. A school's days are its own; of no other education feed that
 * anybody knows the calendar of is a habit learned. No habit is taken from bank holidays, nor from Christmas to New Year.
 */
export function habitsOf(
  heard: readonly DayHeard[],
  before: PlainDate,
  year: SchoolYear | undefined,
): readonly Habit[] {
  const known = new Map(heard.filter(({ day }) => day < before).map((one) => [one.day, one]));
  const from = [...known.keys()].sort().find((day) => day >= plusDays(before, -LEARNED_OVER.days));
  if (from === undefined || from > plusDays(before, -LEARNED_OVER.atLeast)) return [];
  const kinds = Map.groupBy(daysBetween(from, before), (day) => kindOf(day, year));
  return DAY_KINDS.flatMap((kind) => habitOn(kind, kinds.get(kind) ?? [], known));
}

function habitOn(kind: DayKind, days: readonly PlainDate[], heard: ReadonlyMap<PlainDate, DayHeard>): readonly Habit[] {
  const came = days.flatMap((day) => heard.get(day) ?? []);
  if (days.length < LEARNED_OVER.ofAKind || came.length < NEARLY_ALWAYS * days.length) return [];
  const hours = HOURS.filter(
    (hour) => came.filter((one) => (one.hours & (1 << hour)) !== 0).length >= NEARLY_ALWAYS * days.length,
  );
  return [{ kind, days: days.length, came: came.length, by: usuallyBy(came.map(({ first }) => first)), hours }];
}

/** The time by which nine in ten had come, to the next five minutes. */
function usuallyBy(minutes: readonly number[]): TimeOfDay {
  const sorted = minutes.toSorted((a, b) => a - b);
  const nine = sorted[Math.ceil(NEARLY_ALWAYS * sorted.length) - 1] ?? 0;
  const up = Math.min(Math.ceil(nine / 5) * 5, 24 * 60 - 1);
  return `${String(Math.floor(up / 60)).padStart(2, '0')}:${String(up % 60).padStart(2, '0')}`;
}

/** Undefined on days of which nothing is expected. */
export function kindOf(day: PlainDate, year: SchoolYear | undefined): DayKind | undefined {
  const monthDay = day.slice(5);
  if (isBankHoliday(day) || monthDay >= '12-24' || monthDay === '01-01') return undefined;
  if (year) return isSchoolDay(day, year) ? 'school day' : undefined;
  return weekday(day) === 6 ? 'Saturday' : weekday(day) === 0 ? 'Sunday' : 'working day';
}

function daysBetween(from: PlainDate, before: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = from; day < before; day = plusDays(day, 1)) days.push(day);
  return days;
}

export type Stillness = Readonly<{
  last: Instant;
  habits: readonly Habit[];
  year: SchoolYear | undefined;
  /** Hours in which it nearly always speaks, in a row without anything. */
  hours: number;
  /** Days on which it nearly always speaks, in a row without anything. */
  days: number;
}>;

/** How far ahead is looked for what a feed usually does: a school's summer, with room. */
const FURTHEST_DAYS = 120;

/** When a feed counts as silent by its habits: hours and days in which it never spoke before count for nothing. */
export function stillFrom({ last, habits, year, hours, days }: Stillness): Instant | undefined {
  if (habits.length === 0) return undefined;
  const first = londonDate(last);
  let [missedHours, missedDays] = [0, 0];
  for (let day = first; day <= plusDays(first, FURTHEST_DAYS); day = plusDays(day, 1)) {
    const habit = habits.find(({ kind }) => kind === kindOf(day, year));
    if (!habit) continue;
    for (const end of endsOf(day, habit.hours, last)) {
      missedHours += 1;
      if (missedHours >= hours) return end;
    }
    if (day > first) missedDays += 1;
    if (missedDays >= days) return startOfDay(plusDays(day, 1));
  }
  return undefined;
}

/** Ends of those hours of a day that began after the last delivery; the hour that is skipped in March is none. */
function endsOf(day: PlainDate, hours: readonly number[], last: Instant): readonly Instant[] {
  const startOf = (hour: number): Instant =>
    hour === 24 ? startOfDay(plusDays(day, 1)) : instantAt(day, `${String(hour).padStart(2, '0')}:00`);
  return hours.flatMap((hour) => {
    const [start, end] = [startOf(hour), startOf(hour + 1)];
    return start > last && end > start ? [end] : [];
  });
}
