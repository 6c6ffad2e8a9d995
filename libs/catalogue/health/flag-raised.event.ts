import { HEALTH_FLAG } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags } from '../fields';

export const flagRaised = defineEvent({
  type: 'health.flag-raised',
  version: 1,
  title: 'Flag raised in health',
  about:
    'A flag that health staff see on the child’s record was set. Only flags of the list are taken in: others may tell a diagnosis.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: ['health.flag-ended'], by: ['flag'] },
  schema: Data({
    date: Day('First day.'),
    flag: Code('Which flag.', HEALTH_FLAG),
    flags: Flags,
  }),
});
