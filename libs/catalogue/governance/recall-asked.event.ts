import { defineEvent } from '../definition';
import { ActedBy, Data, Id, OneOf, Words } from '../fields';

export const recallAsked = defineEvent({
  type: 'governance.recall-asked',
  version: 1,
  title: 'Asked back',
  about:
    'Something about the child had left Tributary, or had told somebody, and a data officer asked for it back: a file, an alert, a mail.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ...ActedBy(),
    item: Id('What is asked back, by its number in the list of what has left.'),
    reason: OneOf('Why.', ['erased', 'wrong-child', 'rectified', 'objection'] as const),
    words: Words('What was said to whoever has it.'),
  }),
});
