import { HEALTH_SIGNAL } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Flags, Maybe, Own } from '../fields';

export const changeSignalled = defineEvent({
  type: 'health.change-signalled',
  version: 1,
  title: 'Change signalled',
  about:
    'A national service signals that something about the child changed, and where it can be looked up by whoever may. What changed is not in the signal.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: 'moment',
  schema: Data({
    signal: Code('What kind of change.', HEALTH_SIGNAL),
    source: Maybe(Own('The service that signals.')),
    lookup: Maybe(Own('Where it can be looked up; {nhs-number} stands for the child’s number.')),
    resourceVersion: Maybe(Own('Version of what changed, as the service counts it.')),
    flags: Flags,
  }),
});
