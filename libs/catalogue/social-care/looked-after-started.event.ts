import { EPISODE_START, PLACEMENT_TYPE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const lookedAfterStarted = defineEvent({
  type: 'social-care.looked-after-started',
  version: 1,
  title: 'Started to be looked after',
  about: 'The authority began to look after a child.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'looked-after',
  retention: 'looked-after',
  lasts: { until: ['social-care.looked-after-ended'], by: ['placement', 'episode'] },
  location: ['placement', 'placementType'],
  schema: Data({
    startDate: Day('First day.'),
    placement: Maybe(Own('The agency’s number of the first placement.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    reason: Maybe(Code('Why the episode of care began.', EPISODE_START)),
    placementType: Maybe(Code('Kind of the first placement.', PLACEMENT_TYPE)),
    flags: Flags,
  }),
});
