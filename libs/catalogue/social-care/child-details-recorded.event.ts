import { DISABILITY, ETHNICITY, UPN_UNKNOWN } from '../codes';
import { IMMIGRATION } from '../forbidden';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Many, Maybe } from '../fields';

export const childDetailsRecorded = defineEvent({
  type: 'social-care.child-details-recorded',
  version: 1,
  title: 'Child’s details recorded',
  about:
    'What children’s social care recorded of a child beside names, numbers and address, which stay in the identity store.',
  subject: 'record',
  sector: 'social-care',
  dataClass: 'social-care-status',
  retention: 'child-in-need',
  lasts: { until: [] },
  forbidden: IMMIGRATION,
  schema: Data({
    ethnicity: Maybe(Code('Ethnicity.', ETHNICITY)),
    disabilities: Maybe(Many(Code('Disability.', DISABILITY), { maxItems: 30 })),
    expectedBirthDate: Maybe(Day('Expected birth date of a child not yet born.')),
    deathDate: Maybe(Day('Date of death.')),
    upnUnknown: Maybe(Code('Why there is no unique pupil number.', UPN_UNKNOWN)),
    flags: Flags,
  }),
});
