import type { FeedRule } from '../domain/rule';
import { silentFrom } from '../domain/silence';

export const feedSilent: FeedRule = {
  about: 'feed',
  id: 'feed-silent',
  version: 2,
  title: 'A feed is silent by its own rhythm',
  words:
    'When a feed has delivered nothing on a day on which it should have, by the rhythm that its agency declared, its ' +
    'manager is told. So they are where a feed is still for hours or days in which it nearly always speaks, whatever ' +
    'it declares. It ends when the feed delivers again. It is about a feed: no child is concerned.',
  why: 'Silence is taken for safety. A school whose registers stopped three weeks ago looks like a school without absences.',
  source:
    'S0 entries 17 and 33; practice research, finding 21 and Annex A1 row 29 (a feed is silent by its own calendar; an ' +
    'unknown calendar is no alert, and coverage is then shown as unknown)',
  triggers: ['practice.delivery-completed'],
  hears: [],
  severity: 'this-week',
  owner: 'the feed’s manager',
  informed: 'nobody else; where another feed of its supplier is silent too, the operator has both (supplier-silent)',
  freshness: 'none: a silence is told while it lasts',
  waits:
    'days of the feed’s own rhythm: `daily`, `each weekday` (national working days), `each school day` (the school’s own ' +
    'terms and inset days), `weekly`; or the hours and days of its habits, learned from the twelve weeks before: those in ' +
    'which something came nine times in ten, on one kind of day (a school’s own days, working days, Saturdays, Sundays)',
  next: [
    'Ask whoever runs the sending system whether it sent, and whether it was refused.',
    'Look at the feed’s parked records; send again what is missing: nothing is counted twice.',
    'Tell those who rely on it that it is silent: their pages say so too.',
  ],
  exclusions: [
    'a feed of another rhythm, or none, that has no habit: “as they happen”, “yearly”',
    'nights, weekends and holidays on which it never spoke; bank holidays; 24 December to 1 January',
    'habits of the first four weeks, or resting on fewer than ten days of a kind',
    'a school, or another education service, that has not stated its terms',
    'a feed that is still being connected',
  ],
  never: [
    'takes a habit for a promise: a day that is later than usual is shown, and nobody is told',
    'says that nothing happened because nothing came',
  ],
  thresholds: {
    missed: { value: 1, unit: 'days', about: 'of its rhythm on which it has delivered nothing' },
    stillHours: { value: 4, unit: 'hours', about: 'in a row in which it nearly always speaks, and did not' },
    stillDays: { value: 2, unit: 'days', about: 'in a row on which it nearly always speaks, and did not' },
  },
  silentFrom,
};
