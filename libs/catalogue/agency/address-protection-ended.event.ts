import { defineEvent } from '../definition';
import { Data, Day, Flags } from '../fields';

export const addressProtectionEnded = defineEvent({
  type: 'agency.address-protection-ended',
  version: 1,
  title: 'Protected address ended',
  about: 'The agency that kept an address secret does so no more. Said of the same item, it ends that marker alone.',
  subject: 'record',
  sector: 'agency',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: { with: 'agency.address-protected' },
  schema: Data({
    date: Day('The day from which it is protected no more.'),
    flags: Flags,
  }),
});
