import { FEEDS, KINGSMERE, WORKERS } from '../domain/places';
import { agencySays, council, events, schoolSays, TELL } from './parts';
import { story } from './story';

export const childWhoMoved = story({
  id: 'child-who-moved',
  title: 'The child who moved areas',
  cast: [{ givenName: 'Saskine', familyName: 'Winterslough', sex: 'female', years: 14, school: KINGSMERE }],
  happened: [
    'A girl of fourteen has a child in need plan in Wexbourne. Her family loses its tenancy and is housed for the time being beyond the boundary; Wexbourne Homes notes the hardship.',
    'Kingsmere Academy takes her off its roll: moved away, next school not known. The other authority has not heard of her; Wexbourne’s plan is still open.',
    'Rowena Lathbury, who looks for children missing education, has her on her list on the day she leaves the roll, and whom to ring about the plan.',
  ],
  expects: [{ rule: 'off-roll-no-school', severity: 'today', owner: TELL.missingEducation }],
  because:
    'A pupil left, and no school has said that she starts. Until the other area accepts, Wexbourne carries on the plan; where she went is not in the event, for a school’s name tells where a child lives.',
  studies: [
    {
      study: 'S0a',
      entry: '57, V2',
      says: 'Children slipped through between boroughs: boundaries that do not meet, and who is to pay.',
    },
    {
      study: 'S2',
      entry: 'A26, scenario 15',
      says: 'The boundaries of health and of the authority differ, and a child can be in one of each.',
    },
  ],
  trigger: { mark: 'moved-2' },
  tell: ({ days, trigger, people: [girl] }) => [
    council({
      person: girl,
      ...{ id: 'E-9005', referred: days.ago(120), referrer: '5D' },
      worker: { number: WORKERS.corvane, from: days.ago(118) },
      needPlan: { id: 'N-9005', from: days.ago(80) },
    }),
    events(
      FEEDS.homes,
      agencySays('homes', {
        ...{ id: 'moved-1', type: 'agency.concern-recorded', person: girl, recordedAt: days.at(12, '09:45') },
        fact: { concern: 'HOME', raisedOn: days.ago(12), raisedByRole: 'housing-officer' },
      }),
    ),
    events(
      KINGSMERE.events,
      schoolSays(KINGSMERE, {
        ...{ id: 'moved-2', type: 'education.pupil-left', person: girl, recordedAt: trigger.at(1, '14:00') },
        fact: { date: trigger.ago(1), reason: 'MOVED', nextSchoolConfirmed: false },
      }),
    ),
  ],
});
