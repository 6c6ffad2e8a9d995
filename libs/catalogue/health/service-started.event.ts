import { HEALTH_SERVICE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const healthServiceStarted = defineEvent({
  type: 'health.service-started',
  version: 1,
  title: 'Health service began',
  about: 'A universal health service, such as health visiting or school nursing, took up contact with the child.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: ['health.service-ended'], by: ['contact', 'service'] },
  schema: Data({
    date: Day('First day.'),
    service: Maybe(Code('Kind of service.', HEALTH_SERVICE)),
    contact: Maybe(Own('The agency’s number of the contact.')),
    flags: Flags,
  }),
});
