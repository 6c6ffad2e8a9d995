import { defineEvent } from '../definition';
import { Data, Id, Maybe, Words } from '../fields';
import { ByPerson } from './evidence';

export const recordUnlinked = defineEvent({
  type: 'identity.record-unlinked',
  version: 1,
  title: 'Record unlinked',
  about: 'An agency’s record was found not to be of this child. Stands on the record’s stream and on the child’s.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The agency’s record.'),
    childId: Id('The child it no longer belongs to.'),
    ...ByPerson,
    decision: Maybe(Id('The merge or split that moved it with others; that event follows on both children’s streams.')),
    reason: Maybe(Words('Why, in the words of the person who unlinked, or of the hub.')),
  }),
});
