import type { DayHeard } from '@tributary/alerting';
import type { DirectoryView } from '@tributary/directory';
import type { FeedId, Instant } from '@tributary/kernel';

/** What feeds are looked at with. */
export type At = Readonly<{
  view: DirectoryView;
  asOf: Instant;
  /** On which days each feed was heard. */
  heard: ReadonlyMap<FeedId, readonly DayHeard[]>;
}>;
