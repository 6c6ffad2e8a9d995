import { defineEvent } from '../definition';
import { Data, Id, Words } from '../fields';
import { ByPerson, Evidence, Weighed } from './evidence';

export const matchRejected = defineEvent({
  type: 'identity.match-rejected',
  version: 1,
  title: 'Match rejected',
  about:
    'A person said that a record is not of a child that it was proposed to. It is not proposed again unless what the records say changes.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record.'),
    childId: Id('The child that it is not of.'),
    evidence: Evidence,
    ...Weighed,
    ...ByPerson,
    reason: Words('Why, in the words of the person who decided.'),
  }),
});
