import { defineEvent } from '../definition';
import { Data } from '../fields';
import { Actor } from './parts';

export const alertAcknowledged = defineEvent({
  type: 'alerting.alert-acknowledged',
  version: 1,
  title: 'Alert acknowledged',
  about: 'A person read the alert and took it on.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
  }),
});
