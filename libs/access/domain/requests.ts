import { endOfDay, type Instant, londonDate, plusWorkingDays } from '@tributary/kernel';

/** In national working days: a question that a child's protection hangs on, and any other. */
const ANSWER_WORKING_DAYS = { protection: 1, otherwise: 5 } as const;
/** Most days for which a supplier may open what it shares. */
export const MOST_SHARED_DAYS = 90;

/** The last moment at which an answer to what was asked then is in time. */
export const answerDueBy = (askedAt: Instant, isProtection: boolean): Instant => {
  const days = isProtection ? ANSWER_WORKING_DAYS.protection : ANSWER_WORKING_DAYS.otherwise;
  return endOfDay(plusWorkingDays(londonDate(askedAt), days));
};
