import { defineEvent } from '../definition';
import { ActedBy, Data, Id, OneOf, Words } from '../fields';

export const protectionGroundReviewed = defineEvent({
  type: 'governance.protection-ground-reviewed',
  version: 1,
  title: 'Protection ground reviewed',
  about: 'A senior looked at why a protection ground was stated. What was not justified shuts at once.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ground: Id('The event that states it.'),
    ...ActedBy('The practitioner who reviewed it.'),
    outcome: OneOf('What they found.', ['justified', 'not-justified'] as const),
    note: Words('In their own words.'),
  }),
});
