import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const carePlanEnded = defineEvent({
  type: 'health.care-plan-ended',
  version: 1,
  title: 'Care plan in health ended',
  about: 'A health service ended a plan of care with the child. What it is for is not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { with: 'health.care-plan-started' },
  schema: Data({
    date: Day('Last day.'),
    plan: Maybe(Own('The agency’s number of the plan.')),
    flags: Flags,
  }),
});
