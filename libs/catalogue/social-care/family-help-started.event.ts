import { defineEvent } from '../definition';
import { Data, Day, Flags, Id, Maybe, Own } from '../fields';

export const familyHelpStarted = defineEvent({
  type: 'social-care.family-help-started',
  version: 1,
  title: 'Family help started',
  about: 'A family agreed to family help, and a lead practitioner began it. It is voluntary: the family may end it.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'family-help',
  retention: 'early-help',
  lasts: { until: ['social-care.family-help-ended'], by: ['help'] },
  targeted: { worker: 'lead' },
  schema: Data({
    startDate: Day('First day.'),
    help: Maybe(Own('The agency’s number of the help.')),
    lead: Maybe(Own('The agency’s own number of the lead practitioner.')),
    leadRole: Maybe(Id('Role of the lead practitioner.')),
    flags: Flags,
  }),
});
