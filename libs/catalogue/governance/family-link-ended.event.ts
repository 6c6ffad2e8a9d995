import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Words } from '../fields';

export const familyLinkEnded = defineEvent({
  type: 'governance.family-link-ended',
  version: 1,
  title: 'Link to the family taken back',
  about:
    'The senior who was told of a declared link found that it does not hold, or not any more. What the practitioner’s role may see opens to them again.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    practitioner: Id('Whose link it was.'),
    ...ActedBy('The senior who ended it.'),
    reason: Words('Why, in their own words.'),
  }),
});
