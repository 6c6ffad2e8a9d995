import type { RoleCode } from '@tributary/kernel';
import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const section47Started = defineEvent({
  type: 'social-care.section-47-started',
  version: 1,
  title: 'Section 47 enquiry started',
  about:
    'The authority began to enquire whether a child suffers, or is likely to suffer, significant harm. Held until released.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: { until: ['social-care.case-closed'], by: ['episode'], over: ['endDate'] },
  release: { state: 'held', by: 'team-manager' as RoleCode, decidedWithin: 1 },
  schema: Data({
    startDate: Day('First day.'),
    enquiry: Maybe(Own('The agency’s number of the enquiry.')),
    episode: Maybe(Own('The agency’s number of the episode of need.')),
    conferenceTarget: Maybe(Day('The day the initial conference is due.')),
    conferenceNeeded: Maybe(YesNo('Whether an initial conference is needed.')),
    endDate: Maybe(Day('Last day.')),
    flags: Flags,
  }),
});
