import { MISSING_RISK } from '../codes';
import { defineEvent } from '../definition';
import { At, Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const childReportedMissing = defineEvent({
  type: 'police.child-reported-missing',
  version: 1,
  title: 'Child reported missing',
  about:
    'Somebody reported to the police that a child is missing. That it was reported, and how high the police set the risk.',
  subject: 'record',
  sector: 'police',
  dataClass: 'police-incident',
  retention: 'police',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the report.'),
    reportedAt: Maybe(At('When it was reported.')),
    incident: Maybe(Own('The agency’s number of the incident.')),
    risk: Maybe(Code('Risk level, as the police set it.', MISSING_RISK)),
    flags: Flags,
  }),
});
