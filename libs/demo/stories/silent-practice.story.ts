import { FEEDS } from '../domain/places';
import { asHistory, events, healthSays, TELL } from './parts';
import { story } from './story';

export const silentPractice = story({
  id: 'silent-practice',
  title: 'The practice that fell silent',
  cast: [{ givenName: 'Fflurien', familyName: 'Tredinnocke', sex: 'female', years: 4 }],
  happened: [
    'Saltmarsh Surgery was connected, sent the list of its patients, and should send something on each weekday. Since then nothing came.',
    'On the page of a child of that practice nothing looks wrong: there is no concern, no missed appointment, nothing at all.',
    'The page says so in words: nothing heard from Saltmarsh Surgery. Its feed manager is told, as the one who can mend it.',
  ],
  expects: [{ rule: 'feed-silent', severity: 'this-week', owner: TELL.saltmarshFeed }],
  because:
    'A feed is silent by its own rhythm. No alert goes out about a child: that nothing was heard is not a sign of anything, least of all that all is well.',
  studies: [
    {
      study: 'S0a',
      entry: '33, V8',
      says: 'Schools and police wrote, and of the practices nobody heard; heads asked for them by name.',
    },
    {
      study: 'S0b',
      entry: '52',
      says: 'Large agencies may go their own way, and those who read see less without knowing it.',
    },
  ],
  trigger: { silentFeed: FEEDS.saltmarsh },
  tell: ({ days, people: [girl] }) => [
    asHistory(
      events(
        FEEDS.saltmarsh,
        healthSays('saltmarsh', {
          ...{ id: 'silent-1', type: 'health.gp-registered', person: girl },
          ...{ recordedAt: days.at(60, '09:00'), fact: { date: days.ago(60) } },
        }),
      ),
    ),
  ],
});
