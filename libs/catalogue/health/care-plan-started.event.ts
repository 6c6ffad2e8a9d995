import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const carePlanStarted = defineEvent({
  type: 'health.care-plan-started',
  version: 1,
  title: 'Care plan in health began',
  about: 'A health service began a plan of care with the child. What it is for is not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: ['health.care-plan-ended'], by: ['plan'] },
  schema: Data({
    date: Day('First day.'),
    plan: Maybe(Own('The agency’s number of the plan.')),
    flags: Flags,
  }),
});
