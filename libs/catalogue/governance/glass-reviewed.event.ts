import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Maybe, OneOf, Words } from '../fields';

export const glassReviewed = defineEvent({
  type: 'governance.glass-reviewed',
  version: 1,
  title: 'Broken glass reviewed',
  about: 'A manager looked at why a child was opened. What was not justified shuts at once.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    glass: Id('The event that says it was broken.'),
    ...ActedBy('The practitioner who reviewed it.'),
    outcome: OneOf('What they found.', ['justified', 'not-justified'] as const),
    note: Maybe(Words('In their own words.')),
  }),
});
