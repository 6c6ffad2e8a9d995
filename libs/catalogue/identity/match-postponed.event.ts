import { defineEvent } from '../definition';
import { Data, Day, Id, Words } from '../fields';
import { ByPerson } from './evidence';

export const matchPostponed = defineEvent({
  type: 'identity.match-postponed',
  version: 1,
  title: 'Match postponed',
  about: 'A person could not yet say whether a record is of a child that it was proposed to, and looks again on a day.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record.'),
    childId: Id('The child that it may be of.'),
    until: Day('The day on which it waits again.'),
    ...ByPerson,
    reason: Words('Why, in the words of the person who postponed.'),
  }),
});
