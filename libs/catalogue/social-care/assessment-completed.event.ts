import type { RoleCode } from '@tributary/kernel';
import { ASSESSMENT_FACTOR } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Many, Maybe, Own } from '../fields';

export const assessmentCompleted = defineEvent({
  type: 'social-care.assessment-completed',
  version: 1,
  title: 'Assessment completed',
  about: 'An assessment was authorised, with the factors it identified.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'child-protection',
  retention: 'child-in-need',
  lasts: { with: 'social-care.assessment-started' },
  // Exploitation in its kinds, and what honour-based abuse is coded as.
  release: {
    ...{ state: 'held', by: 'team-manager' as RoleCode, decidedWithin: 1 },
    when: { field: 'factors', codes: ['11A', '12A', '13A', '22A', '23A', '24A'] },
  },
  schema: Data({
    completedDate: Day('The day it was authorised.'),
    startDate: Maybe(Day('First day.')),
    assessment: Maybe(Own('The agency’s number of the assessment.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    factors: Maybe(Many(Code('Factor identified.', ASSESSMENT_FACTOR), { maxItems: 60 })),
    flags: Flags,
  }),
});
