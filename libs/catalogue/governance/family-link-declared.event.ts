import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Maybe } from '../fields';

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
    ...ActedBy(),
    senior: Maybe(Id('Who was told, and alone may end it: the manager of the role, by the directory.')),
  }),
});
