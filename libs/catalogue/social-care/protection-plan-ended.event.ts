import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own } from '../fields';

export const protectionPlanEnded = defineEvent({
  type: 'social-care.protection-plan-ended',
  version: 1,
  title: 'Child protection plan ended',
  about: 'A child ceased to be the subject of a child protection plan.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: { with: 'social-care.protection-plan-started' },
  schema: Data({
    endDate: Day('Last day.'),
    startDate: Maybe(Day('First day.')),
    plan: Maybe(Own('The agency’s number of the plan.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    flags: Flags,
  }),
});
