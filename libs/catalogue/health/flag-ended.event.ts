import { HEALTH_FLAG } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags } from '../fields';

export const flagEnded = defineEvent({
  type: 'health.flag-ended',
  version: 1,
  title: 'Flag ended in health',
  about:
    'A flag that health staff see on the child’s record was taken off. Only flags of the list are taken in: others may tell a diagnosis.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { with: 'health.flag-raised' },
  schema: Data({
    date: Day('Last day.'),
    flag: Code('Which flag.', HEALTH_FLAG),
    flags: Flags,
  }),
});
