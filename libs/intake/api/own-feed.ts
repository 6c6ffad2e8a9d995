import { Problem } from '@tributary/kernel';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import type { ReaderContext } from '@tributary/sign-in';
import { FEED_MANAGER } from './directory';

/** Another agency's feed is answered as one that does not exist. */
export const noSuchFeed = (): Problem =>
  new Problem('feed-unknown', 404, 'No such feed', 'The directory has no feed of this name, or it is not yours.');

/** An agency's own system, its feed managers, and auditors look at feeds. */
export function mayManage(reader: ReaderContext): boolean {
  return reader.kind !== 'person' || reader.role === FEED_MANAGER;
}

/** Throws a Problem where the feed is not the reader's. */
export async function ownFeed(feeds: FeedRegistry, reader: ReaderContext, id: string): Promise<FeedInfo> {
  const feed = await feeds.feed(id);
  if (feed && feed.agency === reader.agency && mayManage(reader)) return feed;
  throw noSuchFeed();
}
