import { SUSPENSION_CATEGORY, SUSPENSION_REASON } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Many, Maybe, Own, Session, Type } from '../fields';

export const pupilSuspended = defineEvent({
  type: 'education.pupil-suspended',
  version: 1,
  title: 'Pupil suspended',
  about: 'A head teacher sent a pupil home for a fixed number of days, or over lunch times.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: 'moment',
  location: ['school'],
  schema: Data({
    startDate: Day('First day.'),
    startSession: Maybe(Session),
    endDate: Maybe(Day('Last day.')),
    sessions: Maybe(Type.Number({ description: 'Sessions (half days) lost.', minimum: 0, maximum: 400 })),
    category: Maybe(Code('Kind, as the school gave it.', SUSPENSION_CATEGORY)),
    reasons: Maybe(Many(Code('Reason.', SUSPENSION_REASON), { maxItems: 10 })),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    flags: Flags,
  }),
});
