import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Maybe, OneOf, Words } from '../fields';

export const CLOSINGS = [
  'needs-met',
  'universal-services',
  'stepped-up',
  'family-declined',
  'moved-away',
  'opened-in-error',
] as const;

export const assessmentClosed = defineEvent({
  type: 'assessment.assessment-closed',
  version: 1,
  title: 'Assessment closed',
  about: 'The assessment ended, with a reason. A later one is another assessment.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    outcome: OneOf('Why it ended.', CLOSINGS),
    on: Day('The day on which it ended.'),
    note: Maybe(Words('What comes next for the family.')),
  }),
});
