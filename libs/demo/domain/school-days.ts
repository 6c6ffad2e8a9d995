import { type Instant, isSchoolDay, type PlainDate, plusDays, type SchoolYear } from '@tributary/kernel';
import { workingDayTo } from './working-day';

/** News is no older: a rule takes for history what happened more than seven days before it was known. */
const NEWS_DAYS = 5;
const DAY_MS = 86_400_000;

/** One school's days by its own terms and inset days, seen from a day. */
export class SchoolDays {
  /** Every day the school has been open before today, newest first. */
  private readonly before: readonly PlainDate[];

  constructor(
    private readonly today: PlainDate,
    private readonly year: SchoolYear = { terms: [] },
    private readonly shift = 0,
  ) {
    this.before = openDays(year).filter((day) => day < today);
  }

  /** The n-th school day before today; before the first that the school states, working days stand in. */
  ago(count: number): PlainDate {
    const day = this.nthFrom(0, count);
    return this.shift === 0 ? day : this.lastTo(plusDays(day, -this.shift));
  }

  at(count: number, time: `${string}:${string}`): Instant {
    return `${this.ago(count)}T${time}:00.000Z` as Instant;
  }

  /** That many school days in a row, oldest first; the last of them the n-th before today. */
  upTo(count: number, days: number): readonly PlainDate[] {
    return Array.from({ length: days }, (_, i) => this.ago(count + days - 1 - i));
  }

  /**
   * The last school day, where it is news; within a holiday the first after it, for which a head may decide meanwhile.
   */
  lastOrNext(): PlainDate {
    const last = this.ago(1);
    if (this.shift !== 0 || last >= plusDays(this.today, -NEWS_DAYS)) return last;
    return openDays(this.year).findLast((day) => day >= this.today) ?? last;
  }

  /** The last so many weeks in which the school was open, up to yesterday, oldest first: their school days. */
  weeks(count: number): readonly (readonly PlainDate[])[] {
    const byWeek = Map.groupBy(this.before.toReversed(), weekOf);
    return [...byWeek.values()].slice(-count);
  }

  private lastTo(day: PlainDate): PlainDate {
    const at = this.before.findIndex((one) => one <= day);
    return at >= 0 ? this.nthFrom(at, 1) : workingDayTo(day);
  }

  private nthFrom(at: number, count: number): PlainDate {
    const found = this.before[at + count - 1];
    if (found) return found;
    let day = this.before.at(-1) ?? this.today;
    for (let left = at + count - this.before.length; left > 0; left -= 1) day = workingDayTo(plusDays(day, -1));
    return day;
  }
}

/** Every day on which the school is open, newest first. */
function openDays(year: SchoolYear): readonly PlainDate[] {
  const days = year.terms.flatMap(({ from, to }) => daysBetween(from, to)).filter((day) => isSchoolDay(day, year));
  return [...new Set(days)].sort().reverse();
}

function daysBetween(from: PlainDate, to: PlainDate): readonly PlainDate[] {
  const count = Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS + 1);
  return Array.from({ length: count }, (_, i) => plusDays(from, i));
}

/** The same for the days from one Monday to the Sunday after; 1 January 1970 was a Thursday. */
const weekOf = (day: PlainDate): number => Math.floor((Date.parse(day) / DAY_MS + 3) / 7);
