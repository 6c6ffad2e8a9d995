import { defineEvent } from '../definition';
import { At, Data, Maybe, OneOf, Words } from '../fields';
import { Actor, Recipient } from './parts';

export const alertReopened = defineEvent({
  type: 'alerting.alert-reopened',
  version: 1,
  title: 'Alert opened again',
  about:
    'Whoever closed the alert, or their manager, took that back; or the hub did, where it had ended the alert by a link that is taken back. Its last owner has it again.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    note: Words('Why, in their own words.'),
    standing: Maybe(
      OneOf('As it stood before; missing where it is to be acknowledged anew.', ['open', 'acknowledged'] as const),
    ),
    to: Maybe(Recipient),
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
  }),
});
