import { APPOINTMENT_OUTCOME, HEALTH_SERVICE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const appointmentMissed = defineEvent({
  type: 'health.appointment-missed',
  version: 1,
  title: 'Was not brought',
  about: 'A child was not brought to a health appointment.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the appointment.'),
    appointment: Maybe(Own('The agency’s number of the appointment.')),
    service: Maybe(Code('Kind of service.', HEALTH_SERVICE)),
    outcome: Maybe(Code('Why it did not take place.', APPOINTMENT_OUTCOME)),
    rebooked: Maybe(YesNo('Whether a new appointment was made.')),
    flags: Flags,
  }),
});
