import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Whole, YesNo } from '../fields';

export const birthNotified = defineEvent({
  type: 'health.birth-notified',
  version: 1,
  title: 'Birth notified',
  about: 'A birth was notified to the health service. Weights, tests and who the mother is are not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of birth.'),
    live: Maybe(YesNo('Whether the child was born alive.')),
    order: Maybe(Whole('Which of several born together, from 1.')),
    flags: Flags,
  }),
});
