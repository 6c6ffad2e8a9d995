import { FEEDS, PELLGATE, WORKERS } from '../domain/places';
import { agencySays, council, events, TELL } from './parts';
import { story } from './story';

export const planHolderMissing = story({
  id: 'plan-holder-missing',
  title: 'A child with a plan is missing',
  cast: [{ givenName: 'Zephyrane', familyName: 'Colharkaway', sex: 'female', years: 14, school: PELLGATE }],
  happened: [
    'A girl of fourteen has a child protection plan. In the evening she does not come home, and her aunt rings the police. The police take the report and set the risk at high.',
    'Her social worker has gone home. The duty social worker of the evening is told at once; the social worker is informed and sees it in the morning, with who has it.',
    'The police’s record names a man with whom she was seen. That is an allegation: Isolde Brandreth, who protects children there, reads it on the girl’s page. Nobody outside the police does, nor that anybody is named.',
    'If nobody acknowledges it within a quarter of an hour, the next person is told.',
    'Two days ago an enquiry under section 47 began. Nobody but the council sees it, nor that there is one: it is held back until the team manager releases it to agencies by name, and stands on the page “Held back” until that is decided.',
  ],
  expects: [{ rule: 'plan-holder-missing', severity: 'immediate', owner: TELL.duty, informed: [TELL.corvane] }],
  because:
    'An alert that cannot wait belongs to a service that is staffed at that moment, whoever knows the child best. Whoever knows her best is informed.',
  studies: [
    {
      study: 'S1b',
      entry: '86, V4',
      says: 'To find one boy a team had to piece together school rolls, payments and a glimpse in the street, each in other hands.',
    },
    { study: 'S0b', entry: '42', says: 'What the front line knows must travel fast between all who are involved.' },
  ],
  trigger: { mark: 'missing-report' },
  tell: ({ days, trigger, people: [girl] }) => [
    council({
      person: girl,
      ...{ id: 'E-9008', referred: days.ago(100), referrer: '6' },
      worker: { number: WORKERS.corvane, from: days.ago(99) },
      enquiry: { id: 'S-9008', from: days.ago(2) },
      protectionPlan: { id: 'P-9008', from: days.ago(70) },
    }),
    events(
      FEEDS.police,
      agencySays('police', {
        ...{ id: 'missing-report', type: 'police.child-reported-missing', person: girl },
        alleged: girl.aside,
        recordedAt: trigger.at(1, '21:55'),
        fact: { date: trigger.ago(1), reportedAt: trigger.at(1, '21:40'), incident: 'I-55120', risk: 'HIGH' },
      }),
    ),
  ],
});
