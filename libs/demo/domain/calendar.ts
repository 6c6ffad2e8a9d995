import { type Instant, type PlainDate, plusDays } from '@tributary/kernel';

const TERM_WEEKS = 12;
const BREAK_WEEK = 6;
const HOLIDAY_WEEKS = 2;

const weekdayOf = (day: PlainDate): number => new Date(`${day}T12:00:00Z`).getUTCDay();
const isWeekend = (day: PlainDate): boolean => weekdayOf(day) % 6 === 0;

/**
 * Days seen from one day. In Wexbourne it is always the end of a twelfth school week: terms are counted back from
 * today, so that the borough is in the middle of things whenever it is started.
 */
export class Days {
  constructor(readonly today: PlainDate) {}

  /** That many days ago, or the Friday before where that is a weekend. */
  ago(count: number): PlainDate {
    let day = plusDays(this.today, -count);
    while (isWeekend(day)) day = plusDays(day, -1);
    return day;
  }

  /** That many weekdays in a row, oldest first; the last of them `count` days ago or before. */
  upTo(count: number, weekdays: number): readonly PlainDate[] {
    const found: PlainDate[] = [];
    for (let day = this.ago(count); found.length < weekdays; day = plusDays(day, -1)) {
      if (!isWeekend(day)) found.unshift(day);
    }
    return found;
  }

  /** That time of that many days ago, in UTC. */
  at(count: number, time: `${string}:${string}`): Instant {
    return `${this.ago(count)}T${time}:00.000Z` as Instant;
  }

  /** The two terms up to yesterday, week by week, oldest first; without weekends, the breaks and the holiday. */
  schoolWeeks(): readonly (readonly PlainDate[])[] {
    const monday = plusDays(this.today, -((weekdayOf(this.today) + 6) % 7));
    const weeksBack = Array.from({ length: 2 * TERM_WEEKS + HOLIDAY_WEEKS }, (_, i) => i).reverse();
    return weeksBack
      .filter(inTerm)
      .map((back) => [0, 1, 2, 3, 4].map((i) => plusDays(monday, i - 7 * back)).filter((day) => day < this.today))
      .filter((week) => week.length > 0);
  }

  /** The birthday of somebody of that age; never the first of a month, which reads as a placeholder. */
  born(years: number, daysMore: number): PlainDate {
    const day = plusDays(this.today, -Math.round(years * 365.25) - daysMore);
    return day.endsWith('-01') ? plusDays(day, 1) : day;
  }
}

function inTerm(weeksBack: number): boolean {
  const inOwn = weeksBack < TERM_WEEKS ? weeksBack : weeksBack - TERM_WEEKS - HOLIDAY_WEEKS;
  return inOwn >= 0 && inOwn !== BREAK_WEEK;
}
