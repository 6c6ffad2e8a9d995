import { FEEDS } from '../domain/places';
import { asHistory, events, healthSays, TELL } from './parts';
import { story } from './story';

export const wasNotBrought = story({
  id: 'was-not-brought',
  title: 'Was not brought',
  cast: [{ givenName: 'Mirabeth', familyName: 'Stonegrovel', sex: 'female', years: 2 }],
  happened: [
    'A girl of two has a long-term condition and is seen in the children’s clinic. Six weeks ago she was not brought; a new day was sent by letter. Yesterday she was not brought again.',
    'A child of two does not fail to attend: somebody did not bring her, and there may be a plain reason.',
    'Doctor Oyelaran, who asked for both appointments, is told first. Nobody else is.',
  ],
  expects: [{ rule: 'was-not-brought', severity: 'this-week', owner: TELL.paediatrician }],
  because:
    'Twice within ninety days, which is local policy and no finding of a study. The clinician who knows what the appointment was for can tell whether it matters.',
  studies: [
    {
      study: 'S1b',
      entry: '8',
      says: 'Families dropped out of appointments and came back when somebody they knew encouraged them.',
    },
  ],
  trigger: { mark: 'not-brought-2' },
  tell: ({ days, trigger, people: [girl] }) => [
    asHistory(
      events(
        'orchard-street-events',
        healthSays('orchard-street', {
          ...{ id: 'not-brought-0', type: 'health.gp-registered', person: girl },
          ...{ recordedAt: days.at(300, '10:00'), fact: { date: days.ago(300) } },
        }),
      ),
    ),
    events(
      FEEDS.hospital,
      healthSays('hospital:clinic', {
        ...{ id: 'not-brought-1', type: 'health.appointment-missed', person: girl, recordedAt: days.at(42, '12:00') },
        fact: {
          date: days.ago(42),
          appointment: 'A-90121',
          service: 'PAEDIATRICS',
          outcome: 'NOT-BROUGHT',
          rebooked: true,
        },
      }),
      healthSays('hospital:clinic', {
        ...{ id: 'not-brought-2', type: 'health.appointment-missed', person: girl },
        recordedAt: trigger.at(1, '12:00'),
        fact: { date: trigger.ago(1), appointment: 'A-90122', service: 'PAEDIATRICS', outcome: 'NOT-BROUGHT' },
      }),
    ),
  ],
});
