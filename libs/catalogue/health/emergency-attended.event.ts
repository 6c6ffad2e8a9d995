import { EMERGENCY_OUTCOME } from '../codes';
import { defineEvent } from '../definition';
import { At, Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const emergencyAttended = defineEvent({
  type: 'health.emergency-attended',
  version: 1,
  title: 'Emergency department attended',
  about: 'A child was seen, or left before being seen, in an emergency department. That it happened, never why.',
  subject: 'record',
  sector: 'health',
  dataClass: 'acute-health',
  retention: 'acute-health',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of arrival.'),
    arrivedAt: Maybe(At('Time of arrival.')),
    attendance: Maybe(Own('The agency’s number of the attendance.')),
    outcome: Maybe(Code('How it ended.', EMERGENCY_OUTCOME)),
    broughtByAdult: Maybe(YesNo('Whether an adult responsible for the child came along.')),
    flags: Flags,
  }),
});
