import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Many } from '../fields';

export const eventReleased = defineEvent({
  type: 'governance.event-released',
  version: 1,
  title: 'Event released',
  about:
    'The role that holds an event back released it to named agencies. An open ground opens it to them from then on.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    event: Id('The event that was held back.'),
    audience: Many(Id('An agency.'), { minItems: 1, maxItems: 20, description: 'The agencies it is released to.' }),
    ...ActedBy('The practitioner who released it.'),
  }),
});
