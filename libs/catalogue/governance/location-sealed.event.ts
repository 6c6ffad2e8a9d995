import { defineEvent } from '../definition';
import { ActedBy, Data, OneOf, Words } from '../fields';

export const locationSealed = defineEvent({
  type: 'governance.location-sealed',
  version: 1,
  title: 'Location sealed',
  about:
    'A practitioner said that the address of the child, or of somebody of the household, is protected. Nothing that says where the child can be found is shown from then on.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    whose: OneOf('Whose address it is.', ['child', 'household'] as const),
    ...ActedBy(),
    reason: Words('Why, in their own words; without any place.'),
  }),
});
