import { SUPPORT } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const supportOffered = defineEvent({
  type: 'agency.support-offered',
  version: 1,
  title: 'Support offered',
  about: 'An agency offered a family support that the family may take or leave.',
  subject: 'record',
  sector: 'agency',
  dataClass: 'family-help',
  retention: 'early-help',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the offer.'),
    offer: Maybe(Own('The agency’s number of the offer.')),
    kind: Maybe(Code('What was offered.', SUPPORT)),
    flags: Flags,
  }),
});
