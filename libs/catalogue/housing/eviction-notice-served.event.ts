import { EVICTION_GROUND } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const evictionNoticeServed = defineEvent({
  type: 'housing.eviction-notice-served',
  version: 1,
  title: 'Eviction notice served',
  about: 'The child’s household was told to leave its home by a day. What its members owe or did is not said.',
  subject: 'record',
  sector: 'housing',
  dataClass: 'housing',
  retention: 'housing',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the notice.'),
    notice: Maybe(Own('The agency’s number of the notice.')),
    leaveBy: Maybe(Day('The day by which the household has to leave.')),
    ground: Maybe(Code('Why.', EVICTION_GROUND)),
    flags: Flags,
  }),
});
