import { defineEvent } from '../definition';
import { ActedBy, Data } from '../fields';

export const clocksResumed = defineEvent({
  type: 'identity.clocks-resumed',
  version: 1,
  title: 'Clocks resumed',
  about: 'That the child’s clocks had stood down was taken back: the rules look at the child again.',
  subject: 'child',
  sector: 'identity',
  dataClass: 'adoption',
  retention: 'identity',
  schema: Data({ ...ActedBy('The practitioner who decided.') }),
});
