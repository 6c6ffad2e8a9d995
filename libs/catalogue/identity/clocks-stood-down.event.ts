import { defineEvent } from '../definition';
import { ActedBy, Data } from '../fields';

export const clocksStoodDown = defineEvent({
  type: 'identity.clocks-stood-down',
  version: 1,
  title: 'Clocks stood down',
  about:
    'Nobody is reminded of, or alerted by, what no longer comes about the child as they are known here. It says nothing of why, and names nobody else.',
  subject: 'child',
  sector: 'identity',
  dataClass: 'adoption',
  retention: 'identity',
  schema: Data({ ...ActedBy('The practitioner who decided.') }),
});
