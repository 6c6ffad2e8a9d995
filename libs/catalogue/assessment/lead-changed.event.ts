import { defineEvent } from '../definition';
import { ActedBy, Data, Words } from '../fields';
import { Hat } from './parts';

export const leadChanged = defineEvent({
  type: 'assessment.lead-changed',
  version: 1,
  title: 'Lead practitioner changed',
  about: 'Another practitioner leads the assessment from then on: one person at any time.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    to: Hat,
    reason: Words('Why it was handed over.'),
  }),
});
