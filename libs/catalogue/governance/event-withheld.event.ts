import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Id, Words } from '../fields';

export const eventWithheld = defineEvent({
  type: 'governance.event-withheld',
  version: 1,
  title: 'Event kept held back',
  about:
    'The role that holds an event back decided to keep it so for now, with its ground and the day to look again. From then on it is open to nobody whom it was released to before; what they had read they have read.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    event: Id('The event that is held back.'),
    reason: Words('Why it is not to be released, in their own words.'),
    lookAgain: Day('The day on which it waits for a decision again.'),
    ...ActedBy('The practitioner who decided.'),
  }),
});
