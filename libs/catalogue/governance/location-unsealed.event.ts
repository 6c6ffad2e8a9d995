import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Words } from '../fields';

export const locationUnsealed = defineEvent({
  type: 'governance.location-unsealed',
  version: 1,
  title: 'Location unsealed',
  about: 'A seal that the same agency had set was lifted. What a feed says of a protected address stands beside it.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    seal: Id('The event that sealed it.'),
    ...ActedBy('The practitioner who lifted it.'),
    reason: Words('Why, in their own words.'),
  }),
});
