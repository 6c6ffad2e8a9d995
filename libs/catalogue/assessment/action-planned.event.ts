import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Id, Words } from '../fields';
import { Hat } from './parts';

export const actionPlanned = defineEvent({
  type: 'assessment.action-planned',
  version: 1,
  title: 'Action planned',
  about: 'The plan says who does what by when, and what is to come of it. One person owns it.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    action: Id('The action.'),
    outcome: Words('What the child and family hope for.'),
    what: Words('What is done about it.'),
    owner: Hat,
    due: Day('The day by which it is done.'),
  }),
});
