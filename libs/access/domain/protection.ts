import { endOfDay, type Instant, londonDate, plusMillis, plusWorkingDays } from '@tributary/kernel';

/** What a named person may rest on who needs to know at once who else knows a child (design/access.md 6). */
export const PROTECTION_GROUNDS = ['strategy-discussion', 'section-47-enquiry', 'immediate-danger'] as const;
export type ProtectionGround = (typeof PROTECTION_GROUNDS)[number];

/**
 * In working days: from a strategy discussion an enquiry has fifteen until its conference (Working Together to
 * Safeguard Children, chapter 3), and the ground may be stated again.
 */
const ENQUIRY_WORKING_DAYS = 15;
/** A danger that is immediate is over, or has become an enquiry, within a day. */
const DANGER_MS = 24 * 3_600_000;

/** When a ground that is stated at a time shuts by itself. */
export function protectionUntil(ground: ProtectionGround, at: Instant): Instant {
  if (ground === 'immediate-danger') return plusMillis(at, DANGER_MS);
  return endOfDay(plusWorkingDays(londonDate(at), ENQUIRY_WORKING_DAYS));
}
