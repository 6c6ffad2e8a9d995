import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const familyHelpReviewed = defineEvent({
  type: 'social-care.family-help-reviewed',
  version: 1,
  title: 'Family help reviewed',
  about: 'Those who help a family, and the family, looked at how it goes.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'family-help',
  retention: 'early-help',
  lasts: { with: 'social-care.family-help-started' },
  schema: Data({
    date: Day('The day of the review.'),
    help: Maybe(Own('The agency’s number of the help.')),
    nextReview: Maybe(Day('The day agreed for the next one.')),
    flags: Flags,
  }),
});
