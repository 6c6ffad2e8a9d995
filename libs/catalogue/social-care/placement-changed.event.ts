import { EPISODE_START, PLACEMENT_CHANGE, PLACEMENT_TYPE } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const placementChanged = defineEvent({
  type: 'social-care.placement-changed',
  version: 1,
  title: 'Placement changed',
  about: 'A looked-after child moved to a placement, or its legal ground changed. Where it lies is not held.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'looked-after',
  retention: 'looked-after',
  lasts: { until: ['social-care.looked-after-ended'], by: ['episode'], over: ['endDate'] },
  location: ['placement', 'placementType'],
  schema: Data({
    startDate: Day('First day there.'),
    placement: Maybe(Own('The agency’s number of the placement.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    reason: Maybe(Code('Why the episode of care began.', EPISODE_START)),
    placementType: Maybe(Code('Kind of placement.', PLACEMENT_TYPE)),
    changeReason: Maybe(Code('Why the placement changed.', PLACEMENT_CHANGE)),
    endDate: Maybe(Day('Last day there.')),
    flags: Flags,
  }),
});
