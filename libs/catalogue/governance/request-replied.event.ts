import { defineEvent } from '../definition';
import { Data, Id, Words } from '../fields';

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
    by: Id('The practitioner.'),
    role: Id('The role they acted in.'),
    agency: Id('The agency they acted for.'),
    words: Words('Their answer, in their own words.'),
  }),
});
