import { defineEvent } from '../definition';
import { Data, Id, Many, Maybe, Words } from '../fields';
import { ByPerson, Evidence, Weighed } from './evidence';

export const childSplit = defineEvent({
  type: 'identity.child-split',
  version: 1,
  title: 'Child split',
  about:
    'Records taken for one child were found to be of two. Stands on both children’s streams; each record’s own move stands beside it.',
  subject: 'child',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    from: Id('The child that they were taken for.'),
    to: Id('The child that they are of: the one they came from by a link that is taken back, else a new one.'),
    records: Many(Id('A record that moved.'), { minItems: 1, maxItems: 500 }),
    method: Id('taken-back'),
    evidence: Evidence,
    ...Weighed,
    ...ByPerson,
    reason: Maybe(Words('Why, in the words of the person who decided.')),
  }),
});
