import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const needPlanStarted = defineEvent({
  type: 'social-care.need-plan-started',
  version: 1,
  title: 'Child in need plan started',
  about: 'A child in need plan began.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: ['social-care.need-plan-ended', 'social-care.case-closed'], by: ['plan', 'episode'] },
  schema: Data({
    startDate: Day('First day.'),
    plan: Maybe(Own('The agency’s number of the plan.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    flags: Flags,
  }),
});
