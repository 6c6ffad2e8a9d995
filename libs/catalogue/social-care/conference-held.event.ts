import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, OneOf, Own } from '../fields';

export const conferenceHeld = defineEvent({
  type: 'social-care.conference-held',
  version: 1,
  title: 'Child protection conference held',
  about: 'An initial or review child protection conference took place.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the conference.'),
    kind: OneOf('First conference, or a review of the plan.', ['initial', 'review'] as const),
    plan: Maybe(Own('The agency’s number of the protection plan.')),
    enquiry: Maybe(Own('The agency’s number of the section 47 enquiry.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    flags: Flags,
  }),
});
