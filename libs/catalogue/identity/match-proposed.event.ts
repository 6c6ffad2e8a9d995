import { defineEvent } from '../definition';
import { Data, Id, Many, Maybe } from '../fields';
import { Evidence, Weighed } from './evidence';

export const matchProposed = defineEvent({
  type: 'identity.match-proposed',
  version: 1,
  title: 'Match proposed',
  about: 'A record may be of a child already known; a person has to decide.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record that may belong elsewhere.'),
    candidates: Many(
      Data({
        childId: Id('A child it may belong to.'),
        likeness: Maybe(Id('likely, possible …')),
        evidence: Evidence,
        ...Weighed,
      }),
      { minItems: 1, maxItems: 20, description: 'Children it may belong to.' },
    ),
    reason: Maybe(Id('Why it was not linked: several-fit, number-contradicted, number-alone, not-certain …')),
  }),
});
