import { defineEvent } from '../definition';
import { Data, Id, Many } from '../fields';
import { Recipient } from './parts';

export const alertInformed = defineEvent({
  type: 'alerting.alert-informed',
  version: 1,
  title: 'More people informed of an alert',
  about: 'What became known since names more people who are to know of the alert. Its owner stays its owner.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    alertId: Id('The alert.'),
    informed: Many(Recipient, { minItems: 1, maxItems: 50, description: 'Who is told now.' }),
  }),
});
