import { defineEvent } from '../definition';
import { At, Data, Day, Flags, Maybe, Own } from '../fields';

export const admitted = defineEvent({
  type: 'health.admitted',
  version: 1,
  title: 'Admitted to hospital',
  about: 'A child was admitted to hospital. That it happened, never why.',
  subject: 'record',
  sector: 'health',
  dataClass: 'acute-health',
  retention: 'acute-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of admission.'),
    at: Maybe(At('Time of it.')),
    visit: Maybe(Own('The agency’s number of the stay.')),
    flags: Flags,
  }),
});
