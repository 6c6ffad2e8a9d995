import { defineEvent } from '../definition';
import { Data, Day, Flags, Maybe, Own, YesNo } from '../fields';

export const practiceChanged = defineEvent({
  type: 'health.practice-changed',
  version: 1,
  title: 'Change of general practice',
  about:
    'The national demographics service says that the child is on another practice’s list, or on none. A practice itself says that it took the child on.',
  subject: 'record',
  sector: 'health',
  dataClass: 'universal-health',
  retention: 'universal-health',
  lasts: { until: ['health.practice-changed'] },
  location: ['practice'],
  schema: Data({
    date: Day('The day of the change.'),
    registered: YesNo('Whether the child is on a practice’s list now.'),
    practice: Maybe(Own('Organisation code of the practice.')),
    flags: Flags,
  }),
});
