import { isWorkingDay, type PlainDate, plusDays } from '@tributary/kernel';

/** That day, or the working day before. */
export function workingDayTo(day: PlainDate): PlainDate {
  return isWorkingDay(day) ? day : workingDayTo(plusDays(day, -1));
}
