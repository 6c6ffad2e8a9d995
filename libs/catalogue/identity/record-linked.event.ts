import { defineEvent } from '../definition';
import { Data, Id, Maybe, Type, Words } from '../fields';
import { ByPerson, Evidence, Weighed } from './evidence';

export const recordLinked = defineEvent({
  type: 'identity.record-linked',
  version: 1,
  title: 'Record linked',
  about: 'An agency’s record was found to be of this child. Stands on the record’s stream and on the child’s.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The agency’s record.'),
    childId: Id('The child it now belongs to.'),
    previous: Type.Union([Id('A child.'), Type.Null()], { description: 'The child it belonged to before, if any.' }),
    method: Id('first-sight, nhs-number, upn, weighed, by-hand … (name-birth-date-place before there were weights)'),
    evidence: Evidence,
    ...Weighed,
    ...ByPerson,
    decision: Maybe(Id('The merge or split that moved it with others; that event follows on both children’s streams.')),
    reason: Maybe(Words('Why, in the words of the person who linked, or of the hub.')),
  }),
});
