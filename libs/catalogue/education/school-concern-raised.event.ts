import type { RoleCode } from '@tributary/kernel';
import { SCHOOL_CONCERN } from '../codes';
import { ConcernParts } from '../concern';
import { defineEvent } from '../definition';
import { Code, Data, Day, Flags, Id, Maybe, Own, YesNo } from '../fields';

export const schoolConcernRaised = defineEvent({
  type: 'education.school-concern-raised',
  version: 1,
  title: 'Concern raised in school',
  about: 'A member of staff recorded a concern about a pupil. The kind is shared, the account stays with the school.',
  subject: 'record',
  sector: 'education',
  dataClass: 'education',
  retention: 'education',
  lasts: 'moment',
  release: {
    ...{ state: 'held', by: 'designated-safeguarding-lead' as RoleCode, decidedWithin: 1 },
    when: { field: 'concern', codes: ['EXPLOITATION'] },
  },
  location: ['school'],
  schema: Data({
    concern: Code('What kind of concern.', SCHOOL_CONCERN),
    raisedOn: Maybe(Day('The day it was raised.')),
    raisedByRole: Maybe(Id('Role of the person who raised it.')),
    actionAsked: Maybe(YesNo('Whether the school asked another agency to act.')),
    school: Maybe(Own('The school’s LAESTAB or URN.')),
    ...ConcernParts,
    flags: Flags,
  }),
});
