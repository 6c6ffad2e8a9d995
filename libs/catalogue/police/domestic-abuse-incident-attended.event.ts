import { ABUSE_RISK } from '../codes';
import { defineEvent } from '../definition';
import { At, Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const domesticAbuseIncidentAttended = defineEvent({
  type: 'police.domestic-abuse-incident-attended',
  version: 1,
  title: 'Domestic abuse incident attended',
  about:
    'Police attended an incident of domestic abuse in the child’s household. That it was, and how they graded it; who ' +
    'did what stays with the police. One incident with three children is an event for each.',
  subject: 'record',
  sector: 'police',
  dataClass: 'police-incident',
  retention: 'police',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the incident.'),
    attendedAt: Maybe(At('When police attended.')),
    incident: Maybe(Own('The agency’s number of the incident.')),
    risk: Maybe(Code('How police graded it.', ABUSE_RISK)),
    childPresent: Maybe(YesNo('Whether the child was there.')),
    flags: Flags,
  }),
});
