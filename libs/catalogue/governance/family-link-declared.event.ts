import { defineEvent } from '../definition';
import { Data, Id, Maybe } from '../fields';

export const familyLinkDeclared = defineEvent({
  type: 'governance.family-link-declared',
  version: 1,
  title: 'Link to the family declared',
  about: 'A practitioner said that they are linked to the family. From then on nothing about the child is for them.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    by: Id('The practitioner.'),
    role: Id('The role they acted in.'),
    agency: Id('The agency they acted for.'),
    senior: Maybe(Id('Who was told, and alone may end it: the manager of the role, by the directory.')),
  }),
});
