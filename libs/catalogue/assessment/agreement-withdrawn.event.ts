import { defineEvent } from '../definition';
import { ActedBy, Data } from '../fields';
import { FamilySaid } from './parts';

export const agreementWithdrawn = defineEvent({
  type: 'assessment.agreement-withdrawn',
  version: 1,
  title: 'Family ended its agreement',
  about:
    'The family no longer wants the help. Nothing is added from then on; what was written is no longer open to the other agencies.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({ ...ActedBy(), ...FamilySaid }),
});
