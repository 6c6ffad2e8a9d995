import { FEEDS, PELLGATE } from '../domain/places';
import { agencySays, events, healthSays, schoolConcern, TELL } from './parts';
import { story } from './story';

export const threeWeakSignals = story({
  id: 'three-weak-signals',
  title: 'Three weak signals that nobody holds',
  cast: [{ givenName: 'Philippine', familyName: 'Oakenreyne', sex: 'female', years: 12, school: PELLGATE }],
  happened: [
    'A form teacher notes that a girl of twelve has begun to come without lunch. Some days later a practice nurse notes that she came alone and spoke little. A housing officer, yesterday, notes that a stranger opened the door.',
    'Each of the three is below what anybody would ring about. Each is in another building. No agency has an open case.',
    'With the third one the early help coordinator gets a question, not a verdict: three agencies each recorded a worry, and nobody holds the whole; call a conversation?',
  ],
  expects: [{ rule: 'weak-signals-unheld', severity: 'this-week', owner: TELL.earlyHelp }],
  because:
    'Three observers in three agencies within a month, each counted once, and no service that holds the whole. The rule gives no score: it names the three and asks one person.',
  studies: [
    {
      study: 'S0b',
      entry: '41, V11',
      says: 'An observation may mean little by itself and still complete the picture once it is on the network with the others.',
    },
    {
      study: 'S0a',
      entry: '8, V16',
      says: 'Agencies that each hold a piece may not know that the others are there at all.',
    },
    {
      study: 'S4',
      entry: 'C29, scenario 18',
      says: 'From one inquiry into a child’s death to the next, services that did not coordinate are named.',
    },
  ],
  trigger: { mark: 'weak-signal-homes' },
  tell: ({ days, trigger, people: [girl] }) => [
    events(
      PELLGATE.events,
      schoolConcern(PELLGATE, {
        id: 'weak-signal-school',
        person: girl,
        on: days.in(PELLGATE).ago(8),
        concern: 'HOME',
      }),
    ),
    events(
      'orchard-street-events',
      healthSays('orchard-street', {
        ...{ id: 'weak-signal-nurse', type: 'health.concern-raised', person: girl },
        recordedAt: days.at(7, '11:30'),
        fact: { concern: 'BEHAVIOUR', raisedOn: days.ago(7), raisedByRole: 'practice-nurse' },
      }),
    ),
    events(
      FEEDS.homes,
      agencySays('homes', {
        ...{ id: 'weak-signal-homes', type: 'agency.concern-recorded', person: girl },
        recordedAt: trigger.at(1, '10:20'),
        fact: {
          concern: 'ADULT',
          raisedOn: trigger.ago(1),
          raisedByRole: 'housing-officer',
          narrative: `asked for ${girl.aside}`,
        },
      }),
    ),
  ],
});
