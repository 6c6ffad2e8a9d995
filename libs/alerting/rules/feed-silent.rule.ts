import type { FeedRule } from '../domain/rule';
import { silentFrom } from '../domain/silence';

export const feedSilent: FeedRule = {
  about: 'feed',
  id: 'feed-silent',
  version: 1,
  title: 'A feed is silent by its own rhythm',
  words:
    'When a feed has delivered nothing on a day on which it should have, by the rhythm that its agency declared, its ' +
    'manager is told. It ends when the feed delivers again. It is about a feed: no child is concerned.',
  why: 'Silence is taken for safety. A school whose registers stopped three weeks ago looks like a school without absences.',
  source:
    'S0 entries 17 and 33; practice research, finding 21 and Annex A1 row 29 (a feed is silent by its own calendar; an ' +
    'unknown calendar is no alert, and coverage is then shown as unknown)',
  triggers: ['practice.delivery-completed'],
  hears: [],
  severity: 'this-week',
  owner: 'the feed’s manager',
  informed: 'nobody else',
  freshness: 'none: a silence is told while it lasts',
  waits:
    'days of the feed’s own rhythm: `daily`, `each weekday` (national working days), `each school day` (the school’s own ' +
    'terms and inset days), `weekly`',
  next: [
    'Ask whoever runs the sending system whether it sent, and whether it was refused.',
    'Look at the feed’s parked records; send again what is missing: nothing is counted twice.',
    'Tell those who rely on it that it is silent: their pages say so too.',
  ],
  exclusions: [
    'a feed of another rhythm, or none: “as they happen”, “yearly”',
    'a school that has not stated its terms',
    'a feed that is still being connected',
  ],
  never: ['guesses a rhythm from what came before', 'says that nothing happened because nothing came'],
  thresholds: { missed: { value: 1, unit: 'days', about: 'of its rhythm on which it has delivered nothing' } },
  silentFrom,
};
