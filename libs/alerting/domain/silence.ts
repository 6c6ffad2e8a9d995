import {
  type Instant,
  instantAt,
  isSchoolDay,
  isWorkingDay,
  londonDate,
  type PlainDate,
  plusDays,
  type SchoolYear,
  startOfDay,
} from '@tributary/kernel';

/** A feed as the rule on silence sees it. */
export type Silence = Readonly<{
  /** When it last delivered. */
  last: Instant;
  /** How often something should come, in the directory's words. */
  rhythm: string | undefined;
  /** By when on such a day, in London: `10:00`; without it, by its end. */
  by?: string | undefined;
  /** A school's days, where it has stated its terms. */
  year: SchoolYear | undefined;
  /** Days on which it should have delivered and did not, before anybody is told. */
  missed: number;
}>;

/** How far ahead the next day of a rhythm is looked for: a school's summer, with room. */
const FURTHEST_DAYS = 120;

/**
 * When the feed counts as silent: at the end of the n-th day on which it should have delivered since it last did, or
 * at the time of that day by which it should have.
 * Undefined where nobody can say: no rhythm, another rhythm than those that are known, or a school without a calendar.
 */
export function silentFrom({ last, rhythm, by, year, missed }: Silence): Instant | undefined {
  const expects = expectedOn(rhythm, year);
  let left = missed;
  let day = londonDate(last);
  for (let ahead = 0; expects && ahead < FURTHEST_DAYS; ahead += 1) {
    day = plusDays(day, 1);
    if (expects(day, londonDate(last))) left -= 1;
    if (left <= 0) return by === undefined ? startOfDay(plusDays(day, 1)) : instantAt(day, by);
  }
  return undefined;
}

type Expects = (day: PlainDate, last: PlainDate) => boolean;

function expectedOn(rhythm: string | undefined, year: SchoolYear | undefined): Expects | undefined {
  switch (rhythm) {
    case 'daily':
      return () => true;
    case 'each weekday':
      return isWorkingDay;
    case 'each school day':
      return year && ((day) => isSchoolDay(day, year));
    case 'weekly':
      return (day, last) =>
        plusDays(last, 7) <= day && Date.parse(day) % (7 * 86_400_000) === Date.parse(last) % (7 * 86_400_000);
    default:
      return undefined;
  }
}
