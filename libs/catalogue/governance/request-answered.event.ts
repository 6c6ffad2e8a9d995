import { defineEvent } from '../definition';
import { ActedBy, At, Data, Id, Many, Maybe, OneOf, Words } from '../fields';

export const requestAnswered = defineEvent({
  type: 'governance.request-answered',
  version: 1,
  title: 'Request for content answered',
  about:
    'The agency that supplied what was asked for shared named events until a time, refused with its ground, or asked something back.',
  subject: 'child',
  sector: 'governance',
  dataClass: 'general',
  retention: 'operations',
  schema: Data({
    request: Id('The event that asked.'),
    ...ActedBy('The practitioner who answered.'),
    outcome: OneOf('What they answered.', ['shared', 'refused', 'asked-back'] as const),
    events: Maybe(Many(Id('An event.'), { minItems: 1, maxItems: 500, description: 'What is shared: these alone.' })),
    until: Maybe(At('Until when it is shared.')),
    words: Words('What they say with it: the ground of a refusal, the question.'),
  }),
});
