import { defineEvent } from '../definition';
import { Data, Day, Id, Whole } from '../fields';

export const heldEventsErased = defineEvent({
  type: 'practice.held-events-erased',
  version: 1,
  title: 'Held events erased',
  about:
    'What a feed had sent and nobody but its sender could open was erased when its holding period was over. How many ' +
    'events, and of whom or what nothing.',
  subject: 'practice',
  sector: 'practice',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    feed: Id('The feed.'),
    day: Day('The day on which it was done, in London.'),
    events: Whole('How many events.'),
  }),
});
