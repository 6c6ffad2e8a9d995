import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Id, Maybe, OneOf, Words } from '../fields';

export const ACTION_ENDS = ['done', 'not-done', 'not-needed'] as const;

export const actionEnded = defineEvent({
  type: 'assessment.action-ended',
  version: 1,
  title: 'Action ended',
  about: 'An action of the plan was done, or will not be.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    action: Id('The action.'),
    outcome: OneOf('How it ended.', ACTION_ENDS),
    on: Day('The day on which it ended.'),
    note: Maybe(Words('What came of it.')),
  }),
});
