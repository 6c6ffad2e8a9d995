import { HELP_END } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const familyHelpEnded = defineEvent({
  type: 'social-care.family-help-ended',
  version: 1,
  title: 'Family help ended',
  about: 'Family help came to its end. That a family wants no more of it is a proper end.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'family-help',
  retention: 'early-help',
  lasts: { with: 'social-care.family-help-started' },
  schema: Data({
    endDate: Day('Last day.'),
    help: Maybe(Own('The agency’s number of the help.')),
    reason: Maybe(Code('Why it ended.', HELP_END)),
    flags: Flags,
  }),
});
