import { SUSPENSION_CATEGORY, SUSPENSION_REASON } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Many, Maybe, Own, Session } from '../fields';

export const pupilExcluded = defineEvent({
  type: 'education.pupil-excluded',
  version: 1,
  title: 'Pupil permanently excluded',
  about: 'A head teacher excluded a pupil from the school for good, subject to the governors’ review.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: 'moment',
  location: ['school'],
  schema: Data({
    startDate: Day('First day.'),
    startSession: Maybe(Session),

    category: Maybe(Code('Kind, as the school gave it.', SUSPENSION_CATEGORY)),
    reasons: Maybe(Many(Code('Reason.', SUSPENSION_REASON), { maxItems: 10 })),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    flags: Flags,
  }),
});
