import { ASSESSMENT_FACTOR } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Many, Maybe, Own } from '../fields';

export const assessmentStarted = defineEvent({
  type: 'social-care.assessment-started',
  version: 1,
  title: 'Assessment started',
  about: 'A social worker began to assess a child’s needs.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: ['social-care.assessment-completed', 'social-care.case-closed'], by: ['assessment', 'episode'] },
  schema: Data({
    startDate: Day('First day.'),
    assessment: Maybe(Own('The agency’s number of the assessment.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    internalReviewDate: Maybe(Day('Internal review point.')),
    factors: Maybe(
      Many(Code('Factor, where given before the assessment was finished.', ASSESSMENT_FACTOR), { maxItems: 60 }),
    ),
    flags: Flags,
  }),
});
