import { defineEvent } from '../definition';
import { Data, Day, Flags } from '../fields';

export const gpRegistered = defineEvent({
  type: 'health.gp-registered',
  version: 1,
  title: 'Registered with a general practice',
  about: 'A general practice took a child on its list. Which practice is told by who sent it.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: ['health.gp-registered'] },
  schema: Data({
    date: Day('The day of the registration.'),
    flags: Flags,
  }),
});
