import { defineEvent } from '../definition';
import { At, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const missingEnded = defineEvent({
  type: 'social-care.missing-ended',
  version: 1,
  title: 'Missing episode ended',
  about: 'A child who was missing has been found, or has come back.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { with: 'social-care.missing-started' },
  schema: Data({
    date: Day('The day of the return.'),
    returnedAt: Maybe(At('When the child was back.')),
    episode: Maybe(Own('The agency’s number of the missing episode.')),
    interviewOffered: Maybe(YesNo('Whether an independent return interview was offered.')),
    flags: Flags,
  }),
});
