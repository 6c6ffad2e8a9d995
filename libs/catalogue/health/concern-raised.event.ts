import { CONCERN } from '../codes';
import { ConcernParts } from '../concern';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Id, Maybe } from '../fields';

export const healthConcernRaised = defineEvent({
  type: 'health.concern-raised',
  version: 1,
  title: 'Concern raised in health',
  about:
    'A health practitioner recorded a worry about a child. The kind is shared, the account stays where it was written.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    concern: Code('What kind of worry.', CONCERN),
    raisedOn: Day('The day it was recorded.'),
    raisedByRole: Maybe(Id('Role of the person who recorded it.')),
    ...ConcernParts,
    flags: Flags,
  }),
});
