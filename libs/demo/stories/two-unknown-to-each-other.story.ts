import { FEEDS, ST_OSWINS, WORKERS } from '../domain/places';
import { agencySays, council, events, TELL } from './parts';
import { story } from './story';

export const twoUnknownToEachOther = story({
  id: 'two-unknown-to-each-other',
  title: 'Two who did not know of each other',
  cast: [{ givenName: 'Caelondir', familyName: 'Ashgrovemere', sex: 'male', years: 9, school: ST_OSWINS }],
  happened: [
    'The council has worked with a boy of nine and his mother for five weeks; since three weeks there is a child in need plan. The social worker comes on Tuesdays.',
    'Three days ago the mother took up an offer of Harbour Families, whose lead practitioner comes on Wednesdays. She thought that they all knew of each other.',
    'Each of the two learns that the other is there, what they do and how to ring them: nothing else, and nobody else is told. The school and the practice, who know every child, are in no such notice.',
  ],
  expects: [
    { rule: 'both-work-with-child', severity: 'digest', owner: TELL.corvane },
    { rule: 'both-work-with-child', severity: 'digest', owner: TELL.leadPractitioner },
  ],
  because:
    'Both do targeted work with the boy, and both agreements let the other know of it. Without the plan the lead practitioner might not know of a social worker: then neither would be told, and that would be written down.',
  studies: [
    { study: 'S0a', entry: '8', says: 'Each of the agencies around a child may not know of the others.' },
    { study: 'S0a', entry: '54', says: 'Families were bewildered by services that came apart and came twice.' },
    { study: 'S1a', entry: '27', says: 'Families told the same story in one place after the other.' },
  ],
  trigger: { mark: 'two-unknown-1' },
  // It begins only next week: until then there is one of them.
  outOfWindow: -14,
  tell: ({ days, trigger, people: [boy] }) => [
    council({
      person: boy,
      ...{ id: 'E-9016', referred: days.ago(40), referrer: '2A' },
      worker: { number: WORKERS.corvane, from: days.ago(35) },
      assessment: { id: 'A-9016', from: days.ago(35), done: days.ago(22), factors: ['3B'] },
      needPlan: { id: 'N-9016', from: days.ago(21) },
    }),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'two-unknown-1', type: 'social-care.family-help-started', person: boy },
        recordedAt: days.at(3, '16:00'),
        fact: { startDate: trigger.ago(3), help: 'F-9016', lead: 'HF-20', leadRole: 'lead-practitioner' },
      }),
    ),
  ],
});
