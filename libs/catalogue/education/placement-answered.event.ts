import { PLACEMENT_ANSWER } from '../codes';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Maybe } from '../fields';

export const placementAnswered = defineEvent({
  type: 'education.placement-answered',
  version: 1,
  title: 'Education answered about a placement',
  about:
    'Education said what a looked-after child’s move means for school and transport, or that there is no school yet.',
  subject: 'record',
  sector: 'education',
  dataClass: 'looked-after',
  retention: 'looked-after',
  lasts: 'moment',
  schema: Data({
    date: Day('The day of the answer.'),
    answer: Maybe(Code('What the answer is.', PLACEMENT_ANSWER)),
    placementStart: Maybe(Day('First day of the placement it is about.')),
    flags: Flags,
  }),
});
