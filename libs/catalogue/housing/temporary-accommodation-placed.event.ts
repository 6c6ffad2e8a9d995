import { TEMPORARY_ACCOMMODATION } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const temporaryAccommodationPlaced = defineEvent({
  type: 'housing.temporary-accommodation-placed',
  version: 1,
  title: 'Placed in temporary accommodation',
  about: 'A housing service placed the child’s household in temporary accommodation. Where it is stays there.',
  subject: 'record',
  sector: 'housing',
  dataClass: 'housing',
  retention: 'housing',
  lasts: { until: ['housing.temporary-accommodation-ended'], by: ['stay'] },
  location: ['kind', 'outOfArea'],
  schema: Data({
    startDate: Day('First night.'),
    stay: Maybe(Own('The agency’s number of the stay.')),
    kind: Maybe(Code('What kind it is.', TEMPORARY_ACCOMMODATION)),
    outOfArea: Maybe(YesNo('Whether it lies outside the authority’s area.')),
    flags: Flags,
  }),
});
