import { defineEvent } from '../definition';
import { ActedBy, Data, Day, Id, Many } from '../fields';
import { FamilySaid } from './parts';

export const agreementGiven = defineEvent({
  type: 'assessment.agreement-given',
  version: 1,
  title: 'Family agreed to the assessment',
  about: 'The family agreed to the help and to the agencies named. Nobody is asked and nothing is written before.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    ...FamilySaid,
    agencies: Many(Id('An agency that may be asked and may read what is written for the assessment.'), {
      maxItems: 40,
    }),
    excluded: Many(Id('An agency that the family does not want to take part.'), { maxItems: 40 }),
    reviewBy: Day('The day by which it is first looked at again.'),
  }),
});
