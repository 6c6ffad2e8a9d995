import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const homeEducationNotified = defineEvent({
  type: 'education.home-education-notified',
  version: 1,
  title: 'Home education notified',
  about: 'The authority was told that a parent means to educate a child at home. By itself it is no concern.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: { until: [] },
  location: ['school'],
  schema: Data({
    date: Day('The day the authority was told.'),
    school: Maybe(Own('LAESTAB or URN of the school left.')),
    flags: Flags,
  }),
});
