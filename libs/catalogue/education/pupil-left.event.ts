import { LEAVING } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const pupilLeft = defineEvent({
  type: 'education.pupil-left',
  version: 1,
  title: 'Pupil left the school’s roll',
  about:
    'A school deleted a pupil from its admission register. Why is told, where to is not: a school’s name tells where a child lives.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: { with: 'education.pupil-enrolled' },
  forbidden: ['destinationSchool', 'newSchool', 'newAddress'],
  location: ['school'],
  schema: Data({
    date: Day('The last day on roll.'),
    reason: Maybe(Code('Why the pupil left.', LEAVING)),
    nextSchoolConfirmed: Maybe(YesNo('Whether the next school has confirmed a start.')),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    flags: Flags,
  }),
});
