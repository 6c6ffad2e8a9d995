import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own, Whole } from '../fields';

export const pupilEnrolled = defineEvent({
  type: 'education.pupil-enrolled',
  version: 1,
  title: 'Pupil enrolled',
  about: 'A school entered a pupil in its admission register.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: { until: ['education.pupil-left'] },
  location: ['school'],
  schema: Data({
    startDate: Day('The first day on which the pupil is expected.'),
    yearGroup: Maybe(Whole('National curriculum year; 0 is reception.')),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    flags: Flags,
  }),
});
