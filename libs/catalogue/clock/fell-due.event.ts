import { defineEvent } from '../definition';
import { At, Data, Id, Maybe } from '../fields';

export const fellDue = defineEvent({
  type: 'clock.fell-due',
  version: 1,
  title: 'A clock fell due',
  about: 'A time that was set earlier has come. Firing is an event, so that a replay needs no clock.',
  subject: 'alert',
  sector: 'clock',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    timerId: Id('The timer.'),
    kind: Id('What it was set for.'),
    dueAt: At('When it was due.'),
    about: Maybe(Id('What it concerns, where that is not the stream itself.')),
  }),
});
