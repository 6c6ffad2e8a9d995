import {
  type AgencyId,
  fold,
  type Instant,
  type PlainDate,
  type PractitionerId,
  type RecordId,
  type RoleCode,
} from '@tributary/kernel';
import { assessmentDecider } from './assessment.decider';
import type { Command, Hat, Wish } from './commands';
import type { AssessmentFact } from './state';

export const hat = (practitioner: string, role: string, agency: string): Hat => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});

export const COUNCIL = 'wexbourne-council' as AgencyId;
export const SCHOOL = 'ash-lane-primary' as AgencyId;
export const HOSPITAL = 'wexbourne-hospital' as AgencyId;
export const HARBOUR = 'harbour-families' as AgencyId;
/** Leads it. */
export const inglis = hat('p-inglis', 'early-help-coordinator', COUNCIL);
export const farrow = hat('p-farrow', 'early-help-coordinator', COUNCIL);
export const okonjo = hat('p-okonjo', 'designated-safeguarding-lead', SCHOOL);
export const sorrel = hat('p-sorrel', 'deputy-safeguarding-lead', SCHOOL);
export const castellan = hat('p-castellan', 'named-nurse', HOSPITAL);
export const achterberg = hat('p-achterberg', 'lead-practitioner', HARBOUR);

export const RECORD = '0190a000-0000-7000-8000-000000000001' as RecordId;
export const TODAY = '2026-03-02' as PlainDate;
const AT = '2026-03-02T10:00:00.000Z' as Instant;

export const command = (by: Hat, wish: Wish, at = AT): Command => ({ ...wish, by, at, reviewDays: 42 });
export const said = { saidBy: 'parent', form: 'written', on: TODAY } as const;
export const opening: Wish = { kind: 'open', record: RECORD, reason: 'Tired and withdrawn since the autumn' };
export const agreeing = {
  kind: 'give-agreement' as const,
  ...said,
  agencies: [SCHOOL, HOSPITAL],
  excluded: [],
} satisfies Wish;
export const asking: Wish = {
  kind: 'ask',
  asks: [
    { agency: SCHOOL, elements: ['participation', 'progress'] },
    { agency: HOSPITAL, elements: ['general-health'] },
  ],
};
export const writing = {
  kind: 'contribute',
  ...{ contribution: 'c-1', element: 'participation', voice: 'practitioner', strengths: 'Comes every day' },
  ...{ forFamily: true, dataClass: 'family-help' },
} as const satisfies Wish;
export const planning = {
  kind: 'plan',
  ...{
    action: 'a-1',
    outcome: 'Sleeps at night',
    what: 'Talk through bedtime with the family',
    owner: okonjo,
    due: TODAY,
  },
} as const satisfies Wish;

/** What happened when these were wished for, one after the other. */
export function after(...wishes: readonly (readonly [Hat, Wish])[]): readonly AssessmentFact[] {
  return wishes.reduce<readonly AssessmentFact[]>(
    (past, [by, wish]) => [...past, ...assessmentDecider.decide(command(by, wish), fold(assessmentDecider, past))],
    [],
  );
}
export const begun = [
  [inglis, opening],
  [inglis, agreeing],
  [inglis, asking],
] as const satisfies readonly (readonly [Hat, Wish])[];
