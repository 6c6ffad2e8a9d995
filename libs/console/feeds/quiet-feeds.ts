import { feedSilentFrom } from '@tributary/alerting';
import type { DirectoryView, Feed } from '@tributary/directory';
import { type AgencyId, type Instant, londonDate, type PlainDate } from '@tributary/kernel';

type Delivered = Readonly<{ feed: string; at: Instant }>;

/** A feed of an agency around the child that should have delivered by its own rhythm, and did not. */
export type Quiet = Readonly<{ agency: AgencyId; feed: string; rhythm: string; since: PlainDate | null }>;
/** What can be said of those feeds. */
export type Quietness = Readonly<{
  silent: readonly Quiet[];
  /** Feeds whose silence nobody could notice: they come as things happen, or say of no day that they should. */
  unwatched: readonly Readonly<{ agency: AgencyId; feed: string; last: Instant | null }>[];
  watched: number;
}>;

/** Which feeds of these agencies are silent now, by the rule that tells their managers. Pure. */
export function quietnessOf(
  feeds: readonly Feed[],
  delivered: readonly Delivered[],
  view: DirectoryView,
  now: Instant,
): Quietness {
  const lastOf = (id: string): Instant | undefined => delivered.find(({ feed }) => feed === id)?.at;
  const judged = feeds.map((feed) => {
    const last = lastOf(feed.id);
    return { feed, last, due: feedSilentFrom(feed, last ?? now, view) };
  });
  return {
    silent: judged
      .filter(({ last, due }) => due !== undefined && (last === undefined || due <= now))
      .map(({ feed, last }) => ({
        ...{ agency: feed.agency, feed: feed.id, rhythm: feed.rhythm ?? '' },
        since: last === undefined ? null : londonDate(last),
      })),
    unwatched: judged
      .filter(({ due }) => due === undefined)
      .map(({ feed, last }) => ({ agency: feed.agency, feed: feed.id, last: last ?? null })),
    watched: judged.filter(({ due }) => due !== undefined).length,
  };
}
