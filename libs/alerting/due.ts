import type { DirectoryView } from '@tributary/directory';
import { afterServiceTime, type Instant, officeHours, ROUND_THE_CLOCK, type Service } from '@tributary/kernel';
import type { Severity } from './domain/severity';

/** How long an owner has to acknowledge, in milliseconds of their service's hours; an immediate one round the clock. */
export type AckLimits = Readonly<{ immediate: number; today: number; thisWeek: number }>;
export type AckPolicy = Readonly<{
  limits: AckLimits;
  /** `always`: every service counts as open round the clock, for tests and drills. */
  serviceHours: 'directory' | 'always';
}>;

/** When an agency is staffed. */
export const staffed = (
  view: DirectoryView,
  agency: string,
  { serviceHours }: Pick<AckPolicy, 'serviceHours'>,
): Service => (serviceHours === 'always' ? ROUND_THE_CLOCK : view.serviceOf(agency));

/** When it goes to the next person. Undefined for a digest: nobody is chased for one. */
export function ackDue(
  from: Readonly<{ severity: Severity; agency: string; asOf: Instant }>,
  view: DirectoryView,
  policy: AckPolicy,
): Instant | undefined {
  const { severity, agency, asOf } = from;
  if (severity === 'digest') return undefined;
  const { limits } = policy;
  const limit = { immediate: limits.immediate, today: limits.today, 'this-week': limits.thisWeek }[severity];
  const service = severity === 'immediate' ? ROUND_THE_CLOCK : staffed(view, agency, policy);
  // A school whose terms end keeps nobody waiting for its next year: office hours count then.
  return afterServiceTime(asOf, limit, service) ?? afterServiceTime(asOf, limit, officeHours());
}
