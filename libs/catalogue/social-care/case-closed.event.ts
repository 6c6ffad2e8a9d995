import { CLOSURE_REASON } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const caseClosed = defineEvent({
  type: 'social-care.case-closed',
  version: 1,
  title: 'Case closed',
  about: 'Children’s social care closed the case.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { with: 'social-care.referral-received' },
  schema: Data({
    date: Day('The day of the closure.'),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    reason: Maybe(Code('Why.', CLOSURE_REASON)),
    flags: Flags,
  }),
});
