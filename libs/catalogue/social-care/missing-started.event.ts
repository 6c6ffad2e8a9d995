import { MISSING_RISK } from '../codes';
import { defineEvent } from '../definition';
import { At, Code, Data, Day, Flags, Maybe, Own } from '../fields';

export const missingStarted = defineEvent({
  type: 'social-care.missing-started',
  version: 1,
  title: 'Missing episode started',
  about: 'Children’s social care recorded that a child is missing from home or care.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: ['social-care.missing-ended'], by: ['episode'] },
  schema: Data({
    date: Day('The day from which the child is missing.'),
    missingSince: Maybe(At('When the child was last known to be where they should be.')),
    episode: Maybe(Own('The agency’s number of the missing episode.')),
    risk: Maybe(Code('Risk level, as the police set it.', MISSING_RISK)),
    flags: Flags,
  }),
});
