import { ASH_LANE, FEEDS, WORKERS } from '../domain/places';
import { council, events, healthSays, TELL } from './parts';
import { story } from './story';

export const planHolderInEmergencyDepartment = story({
  id: 'plan-holder-in-emergency-department',
  title: 'A child with a plan in the emergency department',
  cast: [{ givenName: 'Odhran', familyName: 'Mossingdale', sex: 'male', years: 7, school: ASH_LANE }],
  happened: [
    'A boy of seven has a child protection plan. At two in the night he is brought to the emergency department of Wexbourne Hospital, is seen, and goes home.',
    'The department treats him and does not ring the council: nothing it saw would make it. The council’s office is shut.',
    'In the morning Rufus Tennant, his social worker, has it on his list: that he was there, when he came and how he left. Not why: that stays with the hospital until somebody asks.',
  ],
  expects: [{ rule: 'plan-holder-emergency', severity: 'today', owner: TELL.tennant }],
  because:
    'The plan is known from the council’s live feed, the visit from the hospital’s. No diagnosis goes along, and the visit of a child without a plan tells nobody anything.',
  studies: [
    {
      study: 'S2',
      entry: 'A25, scenario 16',
      says: 'Health works round the clock and others do not, so what happens at night finds nobody at a desk.',
    },
    { study: 'S1a', entry: '15', says: 'Each agency’s file shows only a part of the case.' },
  ],
  trigger: { mark: 'night-visit' },
  tell: ({ days, trigger, people: [boy] }) => [
    council({
      person: boy,
      ...{ id: 'E-9007', referred: days.ago(140), referrer: '3B' },
      worker: { number: WORKERS.tennant, from: days.ago(138) },
      assessment: { id: 'A-9007', from: days.ago(138), done: days.ago(110), factors: ['4B', '16A'] },
      protectionPlan: { id: 'P-9007', from: days.ago(95) },
    }),
    events(
      FEEDS.hospital,
      healthSays('hospital:ed', {
        ...{ id: 'night-visit', type: 'health.emergency-attended', person: boy, recordedAt: trigger.at(1, '03:20') },
        fact: {
          date: trigger.ago(1),
          arrivedAt: trigger.at(1, '02:05'),
          attendance: 'E-90071',
          outcome: 'DISCHARGED',
          broughtByAdult: true,
          presentingComplaint: `seen by ${boy.aside}`,
        },
      }),
    ),
  ],
});
