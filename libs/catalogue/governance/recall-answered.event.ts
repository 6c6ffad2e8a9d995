import { defineEvent } from '../definition';
import { ActedBy, Data, Id, OneOf, Words } from '../fields';

export const recallAnswered = defineEvent({
  type: 'governance.recall-answered',
  version: 1,
  title: 'Answer to what was asked back',
  about: 'Whoever had it said what became of it; a data officer wrote that down.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    ...ActedBy('The practitioner who wrote it down.'),
    recall: Id('The event that asked.'),
    outcome: OneOf('What became of it.', ['destroyed', 'given-back', 'never-kept', 'must-be-kept', 'lost'] as const),
    words: Words('What they said.'),
  }),
});
