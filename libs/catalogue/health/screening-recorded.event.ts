import { NEWBORN_SCREENING } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags } from '../fields';

export const screeningRecorded = defineEvent({
  type: 'health.screening-recorded',
  version: 1,
  title: 'Newborn screening recorded',
  about: 'A newborn screening programme recorded its outcome. That it was done is held, never what was found.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the screening.'),
    programme: Code('Which programme.', NEWBORN_SCREENING),
    flags: Flags,
  }),
});
