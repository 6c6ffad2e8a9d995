import { defineEvent } from '../definition';
import { ActedBy, At, Data, Id, OneOf, Words } from '../fields';

export const protectionGroundStated = defineEvent({
  type: 'governance.protection-ground-stated',
  version: 1,
  title: 'Protection ground stated',
  about:
    'A practitioner stated that a child must be protected. It opens to them that agencies know the child, its status and whom to ring, and no content; it is reviewed.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ...ActedBy(),
    ground: OneOf('What they rest on.', ['strategy-discussion', 'section-47-enquiry', 'immediate-danger'] as const),
    reason: Words('What it is about, in their own words.'),
    until: At('When it shuts.'),
    reviewer: Id('The practitioner who reviews it: the manager of the role, by the directory.'),
  }),
});
