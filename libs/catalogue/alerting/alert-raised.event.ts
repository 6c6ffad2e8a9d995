import { defineEvent } from '../definition';
import { At, Data, Id, Many, Maybe, OneOf, Whole, YesNo } from '../fields';
import { Recipient } from './parts';

export const alertRaised = defineEvent({
  type: 'alerting.alert-raised',
  version: 1,
  title: 'Alert raised',
  about: 'A rule found something that a person should know. It is information, not a referral.',
  subject: 'alert',
  sector: 'alerting',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    alertId: Id('The alert.'),
    childId: Id('The child it is about.'),
    rule: Id('The rule.'),
    ruleVersion: Whole('Version of the rule.'),
    severity: OneOf('How soon somebody has to look.', ['immediate', 'today', 'this-week', 'digest'] as const),
    evidence: Many(Id('An event it rests on.'), { maxItems: 200 }),
    owner: Maybe(Recipient),
    informed: Maybe(Many(Recipient, { maxItems: 50 })),
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
    statusUnknown: Maybe(YesNo('The status that the rule needs is missing or too old.')),
    identityConfirmed: Maybe(YesNo('False where it is not yet sure who the child is.')),
    historical: Maybe(YesNo('Found in delivered history: recorded, not delivered to anybody.')),
  }),
});
