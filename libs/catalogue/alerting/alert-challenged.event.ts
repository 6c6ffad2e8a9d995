import { defineEvent } from '../definition';
import { Data, Words } from '../fields';
import { Actor } from './parts';

export const alertChallenged = defineEvent({
  type: 'alerting.alert-challenged',
  version: 1,
  title: 'Alert challenged',
  about: 'Somebody it was sent to says that it is wrong, or should not have come to them. It stays open for its owner.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    note: Words('What is wrong, in their own words.'),
  }),
});
