import { NOT_GIVEN } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const vaccinationNotGiven = defineEvent({
  type: 'health.vaccination-not-given',
  version: 1,
  title: 'Vaccination not given',
  about: 'A vaccination that was due was not given, for instance because nobody agreed to it.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day.'),
    procedure: Maybe(Own('SNOMED CT code of the vaccination procedure.')),
    reason: Maybe(Code('Why not.', NOT_GIVEN)),
    flags: Flags,
  }),
});
