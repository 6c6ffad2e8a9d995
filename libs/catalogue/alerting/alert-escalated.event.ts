import { defineEvent } from '../definition';
import { Data, Id, Maybe, Whole, At } from '../fields';
import { Recipient } from './parts';

export const alertEscalated = defineEvent({
  type: 'alerting.alert-escalated',
  version: 1,
  title: 'Alert escalated',
  about:
    'The alert has a new owner: the one before did not acknowledge it in time, their school has closed, or who should own it became known.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    alertId: Id('The alert.'),
    step: Whole('Which step of the line this is; the first escalation is 1.'),
    cause: Id('not-acknowledged, school-closed, owner-known …'),
    from: Maybe(Recipient),
    to: Recipient,
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
  }),
});
