import { endOfDay, type Instant, londonDate, type PlainDate, plusDays, plusWorkingDays } from '@tributary/kernel';

/**
 * In national working days: from a strategy discussion an enquiry has fifteen until its conference (Working Together to
 * Safeguard Children, chapter 3); by then the ground to hold something back is another one.
 */
export const MOST_KEPT_WORKING_DAYS = 15;

/**
 * The last moment at which a decision is in time, so many national working days after it began to wait. Not the holder's
 * own hours: a service that closes for the summer would let the limit stand still.
 */
export const releaseDueBy = (at: Instant, workingDays: number): Instant =>
  endOfDay(plusWorkingDays(londonDate(at), workingDays));

/** The last day to which something may be kept back before it is looked at again. */
export const lastLookAgain = (at: Instant): PlainDate => plusWorkingDays(londonDate(at), MOST_KEPT_WORKING_DAYS);

/** When the decision is due that was put off to a day: by the end of it, or of the first working day after. */
export const lookAgainDueBy = (day: PlainDate): Instant => endOfDay(plusWorkingDays(plusDays(day, -1), 1));
