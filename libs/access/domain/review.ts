import { endOfDay, type Instant, londonDate, plusWorkingDays } from '@tributary/kernel';

/** Whoever opened a child without a relationship has it reviewed within one national working day (design/access.md 6 and 10). */
const REVIEW_WORKING_DAYS = 1;

/** The last moment at which a review of what was opened then is in time. */
export const reviewDueBy = (openedAt: Instant): Instant =>
  endOfDay(plusWorkingDays(londonDate(openedAt), REVIEW_WORKING_DAYS));
