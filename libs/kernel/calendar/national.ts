import { plusDays, type PlainDate } from '../time';

/**
 * Bank holidays of England and Wales. Ordinary years follow schedule 1 of the Banking and Financial Dealings Act 1971
 * and the proclamations made each year since 1974 and 1978 (New Year's Day, early May, substitute days); years with a
 * day moved or added stand below, after https://www.gov.uk/bank-holidays. Proclaimed up to and including 2028; for later
 * years the ordinary rule is an expectation, and a new proclamation is a line here.
 */
const CHANGED: Readonly<Record<number, Readonly<{ less?: readonly string[]; more: readonly string[] }>>> = {
  2012: { less: ['2012-05-28'], more: ['2012-06-04', '2012-06-05'] },
  2020: { less: ['2020-05-04'], more: ['2020-05-08'] },
  2022: { less: ['2022-05-30'], more: ['2022-06-02', '2022-06-03', '2022-09-19'] },
  2023: { more: ['2023-05-08'] },
};

const date = (year: number, month: number, day: number): PlainDate =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as PlainDate;

/** 0 is Sunday, 6 is Saturday. */
export const weekday = (day: PlainDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: PlainDate): boolean => weekday(day) % 6 === 0;

/** Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return date(year, Math.floor(f / 31), (f % 31) + 1);
}

/** The first Monday on or after that day. */
const mondayFrom = (day: PlainDate): PlainDate => plusDays(day, (8 - weekday(day)) % 7);
/** The day itself, or the next that is neither at a weekend nor taken. */
const substituted = (day: PlainDate, taken: readonly PlainDate[] = []): PlainDate =>
  isWeekend(day) || taken.includes(day) ? substituted(plusDays(day, 1), taken) : day;

const years = new Map<number, ReadonlySet<PlainDate>>();

/** England's bank holidays of a year, substitute days in place of those at a weekend. */
export function bankHolidays(year: number): ReadonlySet<PlainDate> {
  const known = years.get(year);
  if (known) return known;
  const easter = easterSunday(year);
  const christmas = substituted(date(year, 12, 25));
  const boxing = substituted(date(year, 12, 26), [christmas]);
  const days = new Set([
    substituted(date(year, 1, 1)),
    plusDays(easter, -2),
    plusDays(easter, 1),
    mondayFrom(date(year, 5, 1)),
    mondayFrom(date(year, 5, 25)),
    mondayFrom(date(year, 8, 25)),
    christmas,
    boxing,
  ]);
  for (const day of CHANGED[year]?.less ?? []) days.delete(day as PlainDate);
  for (const day of CHANGED[year]?.more ?? []) days.add(day as PlainDate);
  years.set(year, days);
  return days;
}

export const isBankHoliday = (day: PlainDate): boolean => bankHolidays(Number(day.slice(0, 4))).has(day);

/** Monday to Friday less England's bank holidays: what every statutory clock counts, whatever a service closes for. */
export const isWorkingDay = (day: PlainDate): boolean => !isWeekend(day) && !isBankHoliday(day);

/** The n-th working day after that day; the day itself does not count. */
export function plusWorkingDays(day: PlainDate, n: number): PlainDate {
  let at = day;
  for (let left = n; left > 0;) {
    at = plusDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}
