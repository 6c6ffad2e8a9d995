import { defineEvent } from '../definition';
import { Data, Id, Maybe, Words } from '../fields';
import { Actor } from './parts';

export const alertActed = defineEvent({
  type: 'alerting.alert-acted',
  version: 1,
  title: 'Alert acted on',
  about: 'A person did something about the alert.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    action: Id('rang-front-door, spoke-to-school, visited, no-action-needed …'),
    note: Maybe(Words('In their own words.')),
  }),
});
