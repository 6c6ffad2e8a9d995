import { plusDays, type PlainDate } from '../time';
import { isWorkingDay } from './national';

/** The days a school is open, as it states them. Where it has stated none, nothing is counted in school days. */
export type SchoolYear = Readonly<{
  /** First and last day of each half-term or term, in any order; half-term holidays are the gaps. */
  terms: readonly Readonly<{ from: PlainDate; to: PlainDate }>[];
  /** Days on which staff train and pupils stay at home. */
  insetDays?: readonly PlainDate[];
}>;

export const isSchoolDay = (day: PlainDate, { terms, insetDays }: SchoolYear): boolean =>
  isWorkingDay(day) && terms.some((term) => term.from <= day && day <= term.to) && !insetDays?.includes(day);

/** The n-th school day after that day; undefined where the terms that are known end before. */
export function plusSchoolDays(day: PlainDate, n: number, year: SchoolYear): PlainDate | undefined {
  const end = lastKnownDay(year);
  let at = day;
  for (let left = n; left > 0;) {
    at = plusDays(at, 1);
    if (end === undefined || at > end) return undefined;
    if (isSchoolDay(at, year)) left -= 1;
  }
  return at;
}

/** The last school day of the term that the day lies in; undefined between terms. */
export function lastDayOfTerm(day: PlainDate, year: SchoolYear): PlainDate | undefined {
  const term = year.terms.find(({ from, to }) => from <= day && day <= to);
  for (let at = term?.to; term && at && at >= term.from; at = plusDays(at, -1)) if (isSchoolDay(at, year)) return at;
  return undefined;
}

const lastKnownDay = ({ terms }: SchoolYear): PlainDate | undefined =>
  terms
    .map((term) => term.to)
    .sort()
    .at(-1);
