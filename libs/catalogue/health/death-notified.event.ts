import { DEATH_NOTICE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe } from '../fields';

export const deathNotified = defineEvent({
  type: 'health.death-notified',
  version: 1,
  title: 'Death notified',
  about:
    'A health system was told that the child died. An informal notice may be wrong; one removed later is taken back.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: [] },
  schema: Data({
    status: Code('How certain it is.', DEATH_NOTICE),
    date: Maybe(Day('The day of death.')),
    flags: Flags,
  }),
});
