import { defineEvent } from '../definition';
import { Data, Id, Many, Maybe, OneOf } from '../fields';
import { OPINIONS } from './opinions';

export const matchEscalated = defineEvent({
  type: 'identity.match-escalated',
  version: 1,
  title: 'Match escalated',
  about: 'Two stewards differ on whether a record is of a child. Nothing moves until their senior has decided.',
  subject: 'record',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record.'),
    childId: Id('The child that it may be of, or is of and may not be.'),
    opinions: Many(
      Data({
        by: Id('The practitioner.'),
        role: Id('The role they acted in.'),
        opinion: OneOf('What they think.', OPINIONS),
      }),
      { minItems: 2, maxItems: 2, description: 'Who said what; why, their own events say.' },
    ),
    to: Maybe(Id('The senior whom the directory named then; missing where it named nobody.')),
  }),
});
