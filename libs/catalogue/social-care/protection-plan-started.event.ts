import { ABUSE_CATEGORY } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own, Whole } from '../fields';

export const protectionPlanStarted = defineEvent({
  type: 'social-care.protection-plan-started',
  version: 1,
  title: 'Child protection plan started',
  about: 'A child became the subject of a child protection plan.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: { until: ['social-care.protection-plan-ended'], by: ['plan'] },
  schema: Data({
    startDate: Day('First day.'),
    plan: Maybe(Own('The agency’s number of the plan.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    initialCategory: Maybe(Code('Category of abuse when the plan began.', ABUSE_CATEGORY)),
    latestCategory: Maybe(Code('Category of abuse as last assessed.', ABUSE_CATEGORY)),
    previousPlans: Maybe(Whole('Protection plans before this one.')),
    flags: Flags,
  }),
});
