import type { EventType } from '@tributary/catalogue';
import { londonDate, instantOf, type PlainDate, plusDays } from '@tributary/kernel';

const TODAY = londonDate(instantOf(Date.now()));
export const ago = (days: number): PlainDate => plusDays(TODAY, -days);

/** Who speaks: the agencies and feeds of the demo directory. */
export const SPEAKERS = {
  council: { agency: 'wexbourne-council', feed: 'council-social-care', sector: 'social-care' },
  school: { agency: 'ash-lane-primary', feed: 'ash-lane-events', sector: 'education' },
  hospital: { agency: 'wexbourne-hospital', feed: 'hospital-events', sector: 'health' },
  harbour: { agency: 'harbour-families', feed: 'harbour-events', sector: 'voluntary' },
} as const;
export type Speaker = keyof typeof SPEAKERS;
export const SPEAKER_NAMES = Object.keys(SPEAKERS) as readonly Speaker[];

export type Fact = Readonly<{
  by: Speaker;
  type: EventType;
  data: (day: PlainDate) => object;
  /** Of a child it is said in one item alone: which of two that say the same somebody is told of is all one. */
  once?: true;
}>;

const concern = (code: string) => (day: PlainDate) => ({ concern: { code, own: code }, raisedOn: day });
const starts = (more: object) => (day: PlainDate) => ({ startDate: day, ...more });
const on = (more: object) => (day: PlainDate) => ({ date: day, ...more });

/** One of each kind that a rule looks at, and a few that none does. */
export const FACTS: readonly Fact[] = [
  { by: 'council', type: 'social-care.worker-changed', data: starts({ worker: 'SW-101' }), once: true },
  { by: 'council', type: 'social-care.worker-changed', data: starts({ worker: 'SW-103' }), once: true },
  { by: 'council', type: 'social-care.need-plan-started', data: starts({ plan: 'N1' }) },
  { by: 'council', type: 'social-care.protection-plan-started', data: starts({ plan: 'P1' }) },
  { by: 'council', type: 'social-care.looked-after-started', data: starts({}) },
  { by: 'council', type: 'social-care.case-closed', data: on({}) },
  { by: 'council', type: 'social-care.missing-started', data: on({}) },
  { by: 'school', type: 'education.pupil-enrolled', data: starts({}) },
  { by: 'school', type: 'education.pupil-left', data: on({}) },
  { by: 'school', type: 'education.pupil-suspended', data: starts({}) },
  { by: 'school', type: 'education.school-concern-raised', data: concern('HOME') },
  { by: 'hospital', type: 'health.emergency-attended', data: on({}) },
  { by: 'hospital', type: 'health.appointment-missed', data: on({}) },
  { by: 'hospital', type: 'health.concern-raised', data: concern('HOME') },
  { by: 'harbour', type: 'social-care.family-help-started', data: starts({ help: 'H1', lead: 'HF-20' }), once: true },
  { by: 'harbour', type: 'social-care.family-help-ended', data: (day) => ({ endDate: day, help: 'H1' }) },
  { by: 'harbour', type: 'agency.concern-recorded', data: concern('HOME') },
];
