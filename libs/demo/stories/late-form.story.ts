import { FEEDS } from '../domain/places';
import { agencySays, asHistory, events, healthSays } from './parts';
import { story } from './story';

export const lateForm = story({
  id: 'late-form',
  title: 'The late form',
  cast: [{ givenName: 'Emeric', familyName: 'Tolliverne', sex: 'male', years: 3 }],
  happened: [
    'A worker of Harbour Families visits a boy of three and writes down a worry on paper. The form waits in a tray: forms go into the system every second week.',
    'Today it arrives, with the day on which it was signed. The chronology puts it where it belongs, two weeks back, and says that it came now.',
    'Whoever asks what could be known a week ago does not see it. Whoever asks what Harbour Families held does.',
  ],
  expects: [],
  because:
    'What happened more than seven days before it was known is recorded and alerts nobody: it would wake people about a day on which they could do nothing. That it came late is itself to be seen, and measured.',
  studies: [
    {
      study: 'S3',
      entry: 'B19, scenario 7',
      says: 'Registration forms were handed over once a fortnight and keyed in then; until that day only the paper knew.',
    },
    { study: 'S0b', entry: '45–46', says: 'People later dispute who was told what, and when.' },
  ],
  trigger: { mark: 'late-form-2' },
  tell: ({ days, trigger, people: [boy] }) => [
    asHistory(
      events(
        'millrace-events',
        healthSays('millrace', {
          ...{ id: 'late-form-1', type: 'health.gp-registered', person: boy },
          ...{ recordedAt: days.at(400, '10:00'), fact: { date: days.ago(400) } },
        }),
      ),
    ),
    events(
      FEEDS.harbour,
      agencySays('harbour', {
        ...{ id: 'late-form-2', type: 'agency.concern-recorded', person: boy },
        recordedAt: trigger.at(14, '16:30'),
        fact: { concern: 'CARE', raisedOn: trigger.ago(14), raisedByRole: 'family-support-worker' },
      }),
    ),
  ],
});
