import { defineEvent } from '../definition';
import { Data, Id, Many, Maybe, Words } from '../fields';
import { ByPerson, Evidence, Weighed } from './evidence';

export const childrenMerged = defineEvent({
  type: 'identity.children-merged',
  version: 1,
  title: 'Children merged',
  about:
    'Two children known apart were found to be one: all records of the one are of the other from here on. Stands on both children’s streams; each record’s own move stands beside it.',
  subject: 'child',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    former: Id('The child that is left without a record.'),
    into: Id('The child that has them all.'),
    records: Many(Id('A record that moved.'), { minItems: 1, maxItems: 500 }),
    method: Id('by-hand, or what the hub went by: nhs-number, upn, weighed, superseded …'),
    evidence: Evidence,
    ...Weighed,
    ...ByPerson,
    reason: Maybe(Words('Why, in the words of the person who decided.')),
  }),
});
