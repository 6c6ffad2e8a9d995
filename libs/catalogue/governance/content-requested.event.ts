import { defineEvent } from '../definition';
import { ActedBy, At, Data, Id, Words } from '../fields';

export const contentRequested = defineEvent({
  type: 'governance.content-requested',
  version: 1,
  title: 'Content asked for',
  about:
    'A practitioner who may know that something exists asked the agency that supplied it to open it for a purpose. It opens nothing by itself.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ...ActedBy(),
    supplier: Id('The agency that is asked.'),
    dataClass: Id('Of which class.'),
    purpose: Id('For what it would be used.'),
    reason: Words('Why, in their own words.'),
    dueBy: At('When an answer is due.'),
  }),
});
