import { ASH_LANE, MARLPIT } from '../domain/places';
import { events, schoolSays } from './parts';
import { story } from './story';

export const moveThatWorked = story({
  id: 'move-that-worked',
  title: 'The move that worked',
  cast: [{ givenName: 'Isambrel', familyName: 'Fairweatherly', sex: 'male', years: 6, school: ASH_LANE }],
  happened: [
    'A boy of six moves across the town. Marlpit Primary School has a place for him and confirms the day on which he starts.',
    'Ash Lane Primary School takes him off its roll when he has been there for the last time; soon after, Marlpit has him in its register.',
    'Nobody needs to do anything, and nobody hears anything.',
  ],
  expects: [],
  because:
    'The next school confirmed before he left, and enrolled him. Most moves are like this one, and a rule that spoke of them would not be read when it matters.',
  studies: [
    {
      study: 'S0a',
      entry: '27',
      says: 'Those who get flows of unsorted messages stop reading them; heads asked for few and chosen ones.',
    },
    { study: 'S0b', entry: '27', says: 'Links from one school to the next are what keeps a child from getting lost.' },
  ],
  trigger: { mark: 'good-move-1' },
  tell: ({ days, trigger, people: [boy] }) => [
    events(
      ASH_LANE.events,
      schoolSays(ASH_LANE, {
        ...{
          id: 'good-move-1',
          type: 'education.pupil-left',
          person: boy,
          recordedAt: trigger.in(ASH_LANE).at(3, '15:30'),
        },
        fact: { date: trigger.in(ASH_LANE).ago(3), reason: 'OTHER-SCHOOL', nextSchoolConfirmed: true },
      }),
    ),
    events(
      MARLPIT.events,
      schoolSays(MARLPIT, {
        ...{
          id: 'good-move-2',
          type: 'education.pupil-enrolled',
          person: boy,
          recordedAt: days.in(MARLPIT).at(1, '08:50'),
        },
        fact: { startDate: days.in(MARLPIT).ago(1) },
      }),
    ),
  ],
});
