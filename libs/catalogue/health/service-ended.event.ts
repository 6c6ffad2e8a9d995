import { HEALTH_SERVICE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const healthServiceEnded = defineEvent({
  type: 'health.service-ended',
  version: 1,
  title: 'Health service ended',
  about: 'A universal health service, such as health visiting or school nursing, ended contact with the child.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { with: 'health.service-started' },
  schema: Data({
    date: Day('Last day.'),
    service: Maybe(Code('Kind of service.', HEALTH_SERVICE)),
    contact: Maybe(Own('The agency’s number of the contact.')),
    flags: Flags,
  }),
});
