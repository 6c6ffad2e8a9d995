import { defineEvent } from '../definition';
import { Data, Day, Flags, OneOf } from '../fields';

export const addressProtected = defineEvent({
  type: 'agency.address-protected',
  version: 1,
  title: 'Protected address',
  about:
    'An agency keeps secret where the child, or somebody of the household, lives. From then on nothing that says where the child can be found is shown, of earlier days neither.',
  subject: 'record',
  sector: 'agency',
  dataClass: 'child-protection',
  retention: 'child-protection',
  lasts: { until: [] },
  schema: Data({
    date: Day('The day from which it is protected.'),
    whose: OneOf('Whose address it is.', ['child', 'household'] as const),
    flags: Flags,
  }),
});
