import { defineEvent } from '../definition';
import { Data, Id, Maybe, OneOf, Words } from '../fields';

/** Stands on the child's stream, so that the child's read models are folded anew. Says nothing of what was erased. */
export const keyShredded = defineEvent({
  type: 'governance.key-shredded',
  version: 1,
  title: 'Events erased',
  about:
    'The keys of one event, of several or of a bucket of a record were destroyed; what they sealed can no longer be read.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    scope: OneOf('One event, several of a record, or all of a record in one bucket.', [
      'event',
      'events',
      'bucket',
    ] as const),
    keyId: Maybe(Id('The key.')),
    recordId: Maybe(Id('The record whose events were erased.')),
    ground: Id('retention, holding, wrong-child, court-order, rectification …'),
    by: Maybe(Id('The practitioner who decided.')),
    role: Maybe(Id('The role they acted in.')),
    reason: Maybe(Words('Why, in their words; without personal data.')),
  }),
});
