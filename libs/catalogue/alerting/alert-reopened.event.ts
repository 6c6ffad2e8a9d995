import { defineEvent } from '../definition';
import { At, Data, Maybe, Words } from '../fields';
import { Actor, Recipient } from './parts';

export const alertReopened = defineEvent({
  type: 'alerting.alert-reopened',
  version: 1,
  title: 'Alert opened again',
  about:
    'Whoever closed the alert, or their manager, took that back. Its last owner has it again and is asked to acknowledge it.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    note: Words('Why, in their own words.'),
    to: Maybe(Recipient),
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
  }),
});
