import { SUPPORT } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, OneOf, Own } from '../fields';

export const supportDeclined = defineEvent({
  type: 'agency.support-declined',
  version: 1,
  title: 'Support declined',
  about: 'A family, or a young person, did not want support that was offered. It is a proper end, and no concern.',
  subject: 'record',
  sector: 'agency',
  dataClass: 'family-help',
  retention: 'early-help',
  lasts: 'moment',
  forbidden: ['reason'],
  schema: Data({
    date: Day('The day of the answer.'),
    offer: Maybe(Own('The agency’s number of the offer.')),
    kind: Maybe(Code('What was offered.', SUPPORT)),
    declinedBy: Maybe(OneOf('Who declined.', ['parent', 'child'] as const)),
    flags: Flags,
  }),
});
