import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Many } from '../fields';
import { ElementOf } from './parts';

export const agenciesAsked = defineEvent({
  type: 'assessment.agencies-asked',
  version: 1,
  title: 'Agencies asked',
  about: 'Agencies that the family agreed to were asked at once, each for the elements it is likely to know.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    asks: Many(
      Data({
        agency: Id('The agency.'),
        elements: Many(ElementOf('What it is asked about; it may write about any other.'), { maxItems: 19 }),
      }),
      { maxItems: 40 },
    ),
  }),
});
