import type { DirectoryView, Feed } from '@tributary/directory';
import type { Instant } from '@tributary/kernel';
import type { FeedRule } from './domain/rule';
import { feedSilent } from './rules/feed-silent.rule';

type Watched = Pick<Feed, 'agency' | 'rhythm' | 'by'>;

/** From when a feed that last delivered then counts as silent by a rule. Undefined where nobody can say. */
export function silentFrom(rule: FeedRule, feed: Watched, last: Instant, view: DirectoryView): Instant | undefined {
  const authority = view.authorityOf(feed.agency)?.code ?? '';
  const missed = view.threshold(rule.id, 'missed', authority) ?? rule.thresholds['missed']?.value ?? 1;
  return rule.silentFrom({ last, rhythm: feed.rhythm, by: feed.by, year: view.schoolYearOf(feed.agency), missed });
}

/** As pages say it: by the rule that tells the feed's manager. */
export const feedSilentFrom = (feed: Watched, last: Instant, view: DirectoryView): Instant | undefined =>
  silentFrom(feedSilent, feed, last, view);
