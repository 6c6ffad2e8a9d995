import { defineEvent } from '../definition';
import { ActedBy, At, Data, Id, Words } from '../fields';

export const glassBroken = defineEvent({
  type: 'governance.glass-broken',
  version: 1,
  title: 'Glass broken',
  about: 'A practitioner opened a child for some hours without a relationship, for a reason that is reviewed.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ...ActedBy(),
    reason: Words('Why, in their own words.'),
    basis: Words('On what footing, in their own words.'),
    until: At('When it shuts.'),
    reviewer: Id('The practitioner who reviews it: the manager of the role, by the directory.'),
  }),
});
