import { WORKERS } from '../domain/places';
import { council, TELL } from './parts';
import { story } from './story';

export const birthNotTold = story({
  id: 'birth-not-told',
  title: 'The birth that nobody told of',
  cast: [{ givenName: 'Marigolda', familyName: 'Saltonstow', sex: 'female', years: 1 }],
  happened: [
    'A child is not born yet, and a conference has agreed on a plan: who is rung when the birth begins, and that mother and child stay until a worker has come.',
    'Children’s services know the family’s name and the day on which birth is expected. There is no name of the child and no number by which anything from a hospital could be laid beside it.',
    'That day is more than two weeks ago, and no birth is known. Lyle Corvane, the social worker, is told: ask the midwife first, for a pregnancy may have ended.',
  ],
  expects: [{ rule: 'expected-birth-passed', severity: 'today', owner: TELL.corvane }],
  because:
    'A machine never says that a newborn is the child of a plan; a person does. Where nobody has, and nobody rang, the plan waits for a child who is home already. A birth that is known, a stillbirth or a death ends the waiting without a word.',
  studies: [
    { study: 'S1a', entry: '15', says: 'Each agency’s file shows only a part of the case.' },
    {
      study: 'S0a',
      entry: '17',
      says: 'Systems do not talk to each other, and hamper those who are willing.',
    },
  ],
  trigger: { mark: '"expected_date_of_birth"' },
  tell: ({ days, trigger, people: [child] }) => [
    council({
      person: child,
      ...{ id: 'E-9018', referred: days.ago(120), referrer: '3B' },
      expected: trigger.ago(16),
      worker: { number: WORKERS.corvane, from: days.ago(118) },
      assessment: { id: 'A-9018', from: days.ago(118), done: days.ago(90), factors: ['4B'] },
      protectionPlan: { id: 'P-9018', from: days.ago(75) },
    }),
  ],
});
