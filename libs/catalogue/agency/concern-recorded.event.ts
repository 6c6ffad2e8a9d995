import { CONCERN } from '../codes';
import { ConcernParts } from '../concern';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Id, Maybe } from '../fields';

export const concernRecorded = defineEvent({
  type: 'agency.concern-recorded',
  version: 1,
  title: 'Concern recorded',
  about:
    'A worker of the police, a housing service or a voluntary agency recorded a reasoned worry about a child. The kind is shared, the account stays where it was written.',
  subject: 'record',
  sector: 'agency',
  dataClass: 'general',
  retention: 'early-help',
  lasts: 'moment',
  schema: Data({
    concern: Code('What kind of worry.', CONCERN),
    raisedOn: Day('The day it was recorded.'),
    raisedByRole: Maybe(Id('Role of the person who recorded it.')),
    ...ConcernParts,
    flags: Flags,
  }),
});
