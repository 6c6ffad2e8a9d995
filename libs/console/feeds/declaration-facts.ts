import { type DirectoryView, type Feed, HELD_DAYS } from '@tributary/directory';
import { formatOf } from '@tributary/feeds';
import type { FeedState } from '@tributary/intake';
import { dayInWords } from '../page/words';
import { row } from './feed-facts';

const CURRENCIES: Readonly<Record<string, string>> = {
  live: 'as it happens',
  daily: 'daily',
  weekly: 'weekly',
  return: 'a return: it fills history and never decides a current state',
};
const REACHES = {
  subscribed: 'Children whom the sender was asked about',
  universal: 'All children whom the sender knows',
} as const;

/** What the directory says of a feed, and what it lacks. */
export function declarationRows(feed: FeedState, view: DirectoryView): readonly object[] {
  const { cohort, impactAssessment, controller, undeclared = [] } = feed;
  const reach = cohort ? REACHES[cohort] : 'Not declared';
  return [
    row('What it says is', CURRENCIES[feed.currency] ?? feed.currency),
    row('Of whom it speaks', impactAssessment ? `${reach}, by assessment ${impactAssessment}` : reach),
    row('Rhythm', [feed.rhythm ?? 'Not declared', ...(feed.by ? [`by ${feed.by}`] : [])].join(' ')),
    row('Controller', view.agency(controller ?? feed.agency)?.name ?? feed.agency),
    row('Agreement', feed.agreement),
    row('Software of', feed.supplier ?? 'Not declared'),
    row('Unopened, it is held for', heldWords(view.feed(feed.id)?.holding)),
    row('Order', orderWords(feed)),
    row('Live', liveWords(feed)),
    ...(undeclared.length === 0
      ? []
      : [row('Yet to be declared', `${undeclared.join(', ')}: production takes nothing`)]),
  ];
}

/** How long what nobody but the sender could open is held. */
function heldWords(holding: Feed['holding']): string {
  if (holding === undefined) return `${HELD_DAYS} days; attendance to the end of the next school year`;
  if (holding === 'school-year') return 'To the end of the next school year';
  return holding === 1 ? '1 day' : `${holding} days`;
}

const orderWords = ({ format }: FeedState): string =>
  formatOf(format)?.revisions === 'stamp'
    ? 'By the source’s own stamp, else by arrival'
    : 'By arrival: the later delivery holds';

function liveWords({ live, liveSince }: FeedState): string {
  if (!live) return 'No: all it delivers is history, and nobody is alerted';
  return liveSince ? `Since ${dayInWords(liveSince)}` : 'Yes';
}
