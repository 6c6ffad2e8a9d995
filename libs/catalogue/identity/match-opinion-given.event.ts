import { defineEvent } from '../definition';
import { Data, Id, OneOf, Words } from '../fields';
import { OPINIONS } from './opinions';
import { ByPerson, Evidence, Weighed } from './evidence';

export const matchOpinionGiven = defineEvent({
  type: 'identity.match-opinion-given',
  version: 1,
  title: 'Match opinion given',
  about:
    'One of two stewards who have to agree said whether a record is of a child that it was proposed to, or of the one that it is of now. Nothing moves by it.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record.'),
    childId: Id('The child that it may be of, or is of and may not be.'),
    opinion: OneOf('What they think; `merge`: both children are one, with all their records.', OPINIONS),
    why: OneOf('Why one opinion is not enough; the second stands beside the first.', [
      'asked',
      'demanded',
      'second',
    ] as const),
    evidence: Evidence,
    ...Weighed,
    ...ByPerson,
    reason: Words('Why they think so, in their own words.'),
  }),
});
