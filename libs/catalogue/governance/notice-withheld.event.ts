import { defineEvent } from '../definition';
import { Data, Id, Words } from '../fields';

export const noticeWithheld = defineEvent({
  type: 'governance.notice-withheld',
  version: 1,
  title: 'Notice withheld',
  about:
    'Two practitioners both do targeted work with a child, and one of them may not know of the other: neither is told. ' +
    'Not sharing is written down like sharing, with what decided it.',
  subject: 'alert',
  sector: 'governance',
  dataClass: 'general',
  retention: 'alert',
  schema: Data({
    alertId: Id('The notice that was not given.'),
    childId: Id('The child.'),
    practitioner: Id('Who was not told.'),
    role: Id('In which role.'),
    agency: Id('For which agency.'),
    of: Id('The agency whose work is not told of.'),
    dataClassOf: Id('Class of what states that work.'),
    rule: Id('What decided it.'),
    agreement: Id('The agreement and its version, or none.'),
    reason: Words('Why, in the reader’s words.'),
  }),
});
