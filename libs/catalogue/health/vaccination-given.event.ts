import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const vaccinationGiven = defineEvent({
  type: 'health.vaccination-given',
  version: 1,
  title: 'Vaccination given',
  about: 'A vaccination was given. Batch, site and who gave it are not held.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day.'),
    procedure: Maybe(Own('SNOMED CT code of the vaccination procedure.')),
    flags: Flags,
  }),
});
