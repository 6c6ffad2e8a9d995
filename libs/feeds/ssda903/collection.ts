import type { Occurred, PlainDate } from '@tributary/kernel';
import type { Fact } from '../format';

/** One year's return: as on which day it speaks, and the scope in which a resubmission takes back what it leaves out. */
export type Collection = Readonly<{ asOn: PlainDate; scope?: string }>;

/** A collection year runs from 1 April to 31 March and is called by the year it ends in (SSDA903 guide). */
const yearOf = (day: PlainDate): number => Number(day.slice(0, 4)) + (day.slice(5) >= '04-01' ? 1 : 0);
const lastDay = (year: number): PlainDate => `${year}-03-31` as PlainDate;

/** A table alone does not say its year: it is taken as of the last year that had ended when it came. */
export const tableAlone = (receivedOn: PlainDate): Collection => ({ asOn: lastDay(yearOf(receivedOn) - 1) });

export function collectionOf(year: number, receivedOn: PlainDate): Collection {
  const last = lastDay(year);
  const asOn = last <= receivedOn ? last : (`${year - 1}-04-01` as PlainDate);
  return { asOn, scope: `ssda903-${year}` };
}

const dayOf = (occurred: Occurred): PlainDate | undefined =>
  'on' in occurred ? occurred.on : 'from' in occurred ? (occurred.to ?? occurred.from) : undefined;

/** Tells a return's year, which the form does not say, by the days in it. */
export class YearSurvey {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add({ type, occurred }: Fact): void {
    const day = type === 'social-care.child-details-recorded' ? undefined : dayOf(occurred);
    if (day === undefined) return;
    this.total += 1;
    this.counts.set(yearOf(day), (this.counts.get(yearOf(day)) ?? 0) + 1);
  }

  /** The latest year that a hundredth of the days lie in: one day mistyped makes no new return. */
  year(): number | undefined {
    const years = [...this.counts].filter(([, count]) => count * 100 >= this.total).map(([year]) => year);
    return years.length === 0 ? undefined : Math.max(...years);
  }
}
