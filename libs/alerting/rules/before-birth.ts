import type { EventType } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { agencyOf, dayOf, type FactOf, factsOf, type Scene, type StateName, type Word } from '../domain/scene';
import { STATUS_EVENTS } from './shared';

export type Details = FactOf<'social-care.child-details-recorded'>;
const WORK = [
  'social-care.protection-plan-started',
  'social-care.need-plan-started',
  'social-care.assessment-started',
  'social-care.conference-held',
] as const;
export type Work = FactOf<(typeof WORK)[number]>;

/** Says that a child was born: the notification, or a screening of the newborn where that is known first. */
export const BORN = ['health.birth-notified', 'health.screening-recorded'] as const satisfies readonly EventType[];

/** What begins and ends work with a child not yet born. Section 47 is held back, and sets nothing off. */
export const BEFORE_BIRTH: readonly EventType[] = [
  ...STATUS_EVENTS,
  'social-care.referral-received',
  'social-care.assessment-started',
  'social-care.conference-held',
  'health.death-notified',
];
/** With one of these a case is open: work of a case that is closed waits for nobody. */
export const OPEN: readonly StateName[] = ['protection-plan', 'need-plan', 'allocated-worker', 'open-referral'];

/** Plans, assessments and conferences of children’s services from before a day. */
export const workBefore = (scene: Scene, day: PlainDate): readonly Work[] =>
  factsOf(scene, ...WORK).filter((work) => dayOf(work) < day);

/** Children’s services state a day on which birth is expected, and none on which the child was born. */
export const isExpecting = ({ data }: Details): boolean =>
  data.expectedBirthDate !== undefined && !data.flags?.includes('expected-and-actual-birth');

/** Whoever did the work has a record by now that expects nobody any more: they know of the birth themselves. */
export function isCarriedOver(scene: Scene, { source }: Pick<Work, 'source'>): boolean {
  const own = detailsOf(scene).filter((details) => 'agency' in source && agencyOf(details) === source.agency);
  return own.length > 0 && !own.some(isExpecting);
}

export const detailsOf = (scene: Scene): readonly Details[] => factsOf(scene, 'social-care.child-details-recorded');

/** The child was not born alive, or has died since: nobody is asked, alerted or reminded. */
export const isLost = (scene: Scene): boolean =>
  factsOf(scene, 'health.death-notified').length > 0 ||
  factsOf(scene, 'health.birth-notified').some(({ data }) => data.live === false) ||
  detailsOf(scene).some(({ data }) => data.deathDate !== undefined);

/** `known` where one is; `not-current` where nobody can say of one. */
export function wordOf(words: readonly Word[]): Word {
  if (words.includes('known')) return 'known';
  return words.includes('not-current') ? 'not-current' : 'none-known';
}
