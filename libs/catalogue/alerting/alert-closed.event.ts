import { defineEvent } from '../definition';
import { At, Data, Id, Maybe, Words } from '../fields';
import { Actor } from './parts';

export const alertClosed = defineEvent({
  type: 'alerting.alert-closed',
  version: 1,
  title: 'Alert closed',
  about: 'The alert needs nobody any more.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    ...Actor,
    outcome: Id(
      'useful, already-known, not-useful; recalled: what it rested on does not hold; resolved: what it waited for has come; merged: another alert tells of it together with others.',
    ),
    into: Maybe(Id('Where it was merged: the alert that tells of it now.')),
    note: Maybe(Words('In their own words.')),
    asOf: Maybe(At('Where the hub closed it: when that became known.')),
  }),
});
