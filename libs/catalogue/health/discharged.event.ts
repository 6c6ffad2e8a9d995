import { defineEvent } from '../definition';
import { At, Data, Day, Flags, Maybe, Own } from '../fields';

export const discharged = defineEvent({
  type: 'health.discharged',
  version: 1,
  title: 'Discharged from hospital',
  about: 'A child was discharged from hospital. That it happened, never why.',
  subject: 'record',
  sector: 'health',
  dataClass: 'acute-health',
  retention: 'acute-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of discharge.'),
    at: Maybe(At('Time of it.')),
    visit: Maybe(Own('The agency’s number of the stay.')),
    flags: Flags,
  }),
});
