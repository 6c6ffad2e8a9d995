import { ACCOMMODATION_END } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const temporaryAccommodationEnded = defineEvent({
  type: 'housing.temporary-accommodation-ended',
  version: 1,
  title: 'Temporary accommodation ended',
  about: 'The child’s household left temporary accommodation.',
  subject: 'record',
  sector: 'housing',
  dataClass: 'housing',
  retention: 'housing',
  lasts: { with: 'housing.temporary-accommodation-placed' },
  schema: Data({
    endDate: Day('Last night.'),
    stay: Maybe(Own('The agency’s number of the stay.')),
    reason: Maybe(Code('Why it ended.', ACCOMMODATION_END)),
    flags: Flags,
  }),
});
