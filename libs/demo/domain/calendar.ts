import { type Instant, type PlainDate, plusDays, type SchoolYear } from '@tributary/kernel';
import type { School } from './places';
import { SchoolDays } from './school-days';
import { workingDayTo } from './working-day';

/** What each school of the borough states of its days, by LAESTAB. */
export type SchoolYears = ReadonlyMap<string, SchoolYear>;

/** How many days earlier something is dated than its story has it; below 0, later. */
type Shift = number;

/**
 * Days seen from one day. Offices, clinics and homes are dated on working days, and what takes place in a school on that
 * school's own days: in a holiday the last ones there were.
 */
export class Days {
  private readonly known = new Map<string, SchoolDays>();

  constructor(
    readonly today: PlainDate,
    private readonly schools: SchoolYears = new Map(),
    private readonly shift: Shift = 0,
  ) {}

  /** The same days, all of them dated so many days earlier. */
  earlierBy(shift: Shift): Days {
    return new Days(this.today, this.schools, this.shift + shift);
  }

  /** That many days ago, or the working day before. */
  ago(count: number): PlainDate {
    return workingDayTo(plusDays(workingDayTo(plusDays(this.today, -count)), -this.shift));
  }

  /** That time of that many days ago, in UTC. */
  at(count: number, time: `${string}:${string}`): Instant {
    return `${this.ago(count)}T${time}:00.000Z` as Instant;
  }

  in({ laestab }: School): SchoolDays {
    const known = this.known.get(laestab) ?? new SchoolDays(this.today, this.schools.get(laestab), this.shift);
    this.known.set(laestab, known);
    return known;
  }

  /** The birthday of somebody of that age; never the first of a month, which reads as a placeholder. */
  born(years: number, daysMore: number): PlainDate {
    const day = plusDays(this.today, -Math.round(years * 365.25) - daysMore);
    return day.endsWith('-01') ? plusDays(day, 1) : day;
  }
}
