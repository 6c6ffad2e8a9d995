import { defineEvent } from '../definition';
import { Data, Id, Maybe, YesNo } from '../fields';

export const childRegistered = defineEvent({
  type: 'identity.child-registered',
  version: 1,
  title: 'Child registered',
  about: 'A record could not be placed with a child already known, so a child was registered for it.',
  subject: 'child',
  sector: 'identity',
  dataClass: 'general',
  retention: 'identity',
  schema: Data({
    recordId: Id('The record that the child was registered for.'),
    provisional: Maybe(YesNo('True until somebody, or a verified number, confirms who this is.')),
  }),
});
