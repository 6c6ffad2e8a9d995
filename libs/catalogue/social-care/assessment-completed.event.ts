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
  schema: Data({
    completedDate: Day('The day it was authorised.'),
    startDate: Maybe(Day('First day.')),
    assessment: Maybe(Own('The agency’s number of the assessment.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    factors: Maybe(Many(Code('Factor identified.', ASSESSMENT_FACTOR), { maxItems: 60 })),
    flags: Flags,
  }),
});
