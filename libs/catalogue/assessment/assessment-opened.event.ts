import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Words } from '../fields';
import { Hat } from './parts';

export const assessmentOpened = defineEvent({
  type: 'assessment.assessment-opened',
  version: 1,
  title: 'Assessment opened',
  about: 'Somebody began a common assessment after a look for one that is open already. The family is asked next.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    record: Id('The agency’s record that it was opened about; it is of the child whom that record is about.'),
    lead: Hat,
    reason: Words('What led to it.'),
  }),
});
