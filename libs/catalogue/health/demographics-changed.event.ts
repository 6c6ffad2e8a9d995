import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, YesNo } from '../fields';

export const demographicsChanged = defineEvent({
  type: 'health.demographics-changed',
  version: 1,
  title: 'Demographic record changed',
  about: 'Something in the child’s record of the national demographics service changed. What it was is not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the change.'),
    byFamily: Maybe(YesNo('Changed by the person or family themselves.')),
    flags: Flags,
  }),
});
