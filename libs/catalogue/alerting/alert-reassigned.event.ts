import { defineEvent } from '../definition';
import { At, Data, Maybe, Words } from '../fields';
import { Actor, Recipient } from './parts';

export const alertReassigned = defineEvent({
  type: 'alerting.alert-reassigned',
  version: 1,
  title: 'Alert handed on',
  about: 'Its owner handed the alert to another person, who now owns it and has not acknowledged it yet.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    to: Recipient,
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
    note: Maybe(Words('In their own words.')),
  }),
});
