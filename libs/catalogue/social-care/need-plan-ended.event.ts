import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const needPlanEnded = defineEvent({
  type: 'social-care.need-plan-ended',
  version: 1,
  title: 'Child in need plan ended',
  about: 'A child in need plan came to its end.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { with: 'social-care.need-plan-started' },
  schema: Data({
    endDate: Day('Last day.'),
    startDate: Maybe(Day('First day.')),
    plan: Maybe(Own('The agency’s number of the plan.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    flags: Flags,
  }),
});
