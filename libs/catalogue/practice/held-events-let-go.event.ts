import { defineEvent } from '../definition';
import { ActedBy, At, Data, Id, Words } from '../fields';

export const heldEventsLetGo = defineEvent({
  type: 'practice.held-events-let-go',
  version: 1,
  title: 'Held events let go',
  about:
    'So much of a feed was due to be erased unopened at once that it waited for somebody’s word, and they gave it. What ' +
    'falls due later is looked at anew.',
  subject: 'practice',
  sector: 'practice',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    feed: Id('The feed.'),
    dueBy: At('What was due by then.'),
    reason: Words('Why, in their own words; without personal data.'),
    ...ActedBy('The practitioner who let it go.'),
  }),
});
