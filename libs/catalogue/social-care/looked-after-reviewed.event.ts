import { REVIEW_PARTICIPATION } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe } from '../fields';

export const lookedAfterReviewed = defineEvent({
  type: 'social-care.looked-after-reviewed',
  version: 1,
  title: 'Looked-after child’s case reviewed',
  about: 'The authority reviewed the case of a child it looks after. What was said there stays with it.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'looked-after',
  retention: 'looked-after',
  lasts: { with: 'social-care.looked-after-started' },
  schema: Data({
    date: Day('The day of the review.'),
    participation: Maybe(Code('How the child took part.', REVIEW_PARTICIPATION)),
    flags: Flags,
  }),
});
