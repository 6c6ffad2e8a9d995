import { defineEvent } from '../definition';
import { At, Data, Id, Many, Maybe, OneOf, Whole, YesNo } from '../fields';
import { Colleague, RaisedBy, Recipient, Stands } from './parts';

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
    childId: Maybe(Id('The child it is about; missing where it is about a feed.')),
    feed: Maybe(Id('The feed it is about.')),
    supplier: Maybe(Id('The supplier whose feeds are silent together, in the words of the directory.')),
    authority: Maybe(Id('Three-digit code of the child’s authority, whose front door is named.')),
    rule: Id('The rule.'),
    ruleVersion: Whole('Version of the rule.'),
    severity: OneOf('How soon somebody has to look.', ['immediate', 'today', 'this-week', 'digest'] as const),
    evidence: Many(Id('An event it rests on.'), { maxItems: 200 }),
    owner: Maybe(Recipient),
    informed: Maybe(Many(Recipient, { maxItems: 50 })),
    other: Maybe(Colleague),
    feedbackTo: Maybe(
      Many(RaisedBy, { maxItems: 50, description: 'Those whose concern it rests on; they hear when it was seen.' }),
    ),
    recalls: Maybe(
      Id('The alert that it takes back: whoever it goes to was told of that one, and it used another child’s record.'),
    ),
    summary: Maybe(Id('The message that tells of it among others; it is sent no message of its own.')),
    stands: Maybe(Stands),
    dueAt: Maybe(At('When it goes to the next person unless acknowledged.')),
    statusUnknown: Maybe(YesNo('The status that the rule needs is missing or too old.')),
    identityConfirmed: Maybe(YesNo('False where it is not yet sure who the child is.')),
    leftOut: Maybe(
      Many(Id('A practitioner who must not be told: named in a concern, or of their line.'), { maxItems: 100 }),
    ),
    shadow: Maybe(YesNo('Found by a rule that is watched and tells nobody yet; who would have been told is kept.')),
    historical: Maybe(YesNo('Found in delivered history: recorded, not delivered to anybody.')),
  }),
});
