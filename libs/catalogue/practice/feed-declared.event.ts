import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Id, Maybe, YesNo } from '../fields';

export const feedDeclared = defineEvent({
  type: 'practice.feed-declared',
  version: 1,
  title: 'Feed declared live, or being connected again',
  about:
    'The manager of a feed said that from now on what it delivers is news, and people are told of it; or that it is ' +
    'being connected again, and all it delivers is history.',
  subject: 'practice',
  sector: 'practice',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    feed: Id('The feed.'),
    live: YesNo('Whether what it delivers is news.'),
    since: Maybe(Day('From which day, where it is.')),
    ...ActedBy('The feed’s manager.'),
  }),
});
