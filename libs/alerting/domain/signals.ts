import { isEvent } from '@tributary/catalogue';
import { type AgencyId, type PlainDate, plusDays } from '@tributary/kernel';
import { agencyOf, dayOf, type FactOf, factsOf, type Scene } from './scene';

/** What counts as a worry that somebody recorded of their own; nothing else is a signal. */
export const CONCERNS = [
  'education.school-concern-raised',
  'health.concern-raised',
  'agency.concern-recorded',
] as const;
export type Concern = FactOf<(typeof CONCERNS)[number]>;

/** Concerns that may count: not held back, not prompted by an alert, a notice or a check, not about attendance. */
export const signalsOf = (scene: Scene): readonly Concern[] => factsOf(scene, ...CONCERNS).filter(isSignal);

function isSignal(concern: Concern): boolean {
  if (concern.release.state === 'held' || concern.data.promptedBy !== undefined) return false;
  return !(isEvent(concern, 'education.school-concern-raised') && concern.data.concern.code === 'ATTENDANCE');
}

/** Of one incident, or of one original observer, only the first counts. */
export function withoutEchoes(concerns: readonly Concern[]): readonly Concern[] {
  const seen = new Set<string>();
  return concerns.filter((concern) => {
    const { incident, raisedByRole } = concern.data;
    const keys = [
      `observer ${sawItFirst(concern)} ${raisedByRole ?? ''}`,
      ...(incident ? [`incident ${incident}`] : []),
    ];
    const isEcho = keys.some((key) => seen.has(key));
    keys.forEach((key) => seen.add(key));
    return !isEcho;
  });
}

/** The agency that saw it first, not the one that passed it on. */
export const sawItFirst = (concern: Concern): string => concern.data.firstSeenBy ?? agencyOf(concern);

export const raisedBy = (concern: Concern): AgencyId => agencyOf(concern);

export const dayRaised = (concern: Concern): PlainDate =>
  (concern.data.raisedOn as PlainDate | undefined) ?? dayOf(concern);

/** Whether a day lies in the span of days that ends with another. */
export const within = (day: PlainDate, days: number, end: PlainDate): boolean =>
  plusDays(end, -days) <= day && day <= end;

/** Whether two days lie no further apart than that, whichever came first. */
export const isNear = (a: PlainDate, b: PlainDate, days: number): boolean => within(a, days, b) || within(b, days, a);
