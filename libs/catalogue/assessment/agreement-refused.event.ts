import { defineEvent } from '../definition';
import { ActedBy, Data } from '../fields';
import { FamilySaid } from './parts';

export const agreementRefused = defineEvent({
  type: 'assessment.agreement-refused',
  version: 1,
  title: 'Family declined the assessment',
  about:
    'The family does not want the help. That is a proper end and no concern; protecting a child waits for nobody’s agreement.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({ ...ActedBy(), ...FamilySaid }),
});
