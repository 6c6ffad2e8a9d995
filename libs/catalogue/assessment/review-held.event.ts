import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Maybe, Words } from '../fields';

export const reviewHeld = defineEvent({
  type: 'assessment.review-held',
  version: 1,
  title: 'Review held',
  about: 'The team around the family and the family looked at how it goes, and agreed when they look again.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    on: Day('The day of the review.'),
    reviewBy: Day('The day by which it is looked at again.'),
    progress: Words('What changed since the last one.'),
    childView: Maybe(Words('What the child said of it.')),
    parentView: Maybe(Words('What a parent or carer said of it.')),
  }),
});
