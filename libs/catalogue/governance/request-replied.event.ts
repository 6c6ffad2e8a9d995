import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Words } from '../fields';

export const requestReplied = defineEvent({
  type: 'governance.request-replied',
  version: 1,
  title: 'Question about a request answered',
  about: 'Whoever asked for content answered what the supplying agency asked back. It waits for that agency again.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    request: Id('The event that asked.'),
    ...ActedBy(),
    words: Words('Their answer, in their own words.'),
  }),
});
