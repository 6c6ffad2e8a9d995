import { isEvent } from '@tributary/catalogue';
import { later, type FeedId, type Instant, type Recorded, type StreamId } from '@tributary/kernel';
import type { Confirmation } from './status';

/** Where a feed's deliveries are written down, each as one event when it was taken in. */
export const deliveriesStream = (feed: FeedId): StreamId => `practice-${feed}` as StreamId;

export const DELIVERED = 'practice.delivery-completed';

/** Undefined for another event, for history, and for a delivery of which nothing could be read: they confirm nothing. */
export function confirmationOf({ event }: Recorded): Confirmation | undefined {
  if (!isEvent(event, DELIVERED)) return undefined;
  const { feed, accepted, duplicate, parked, backfill } = event.data;
  if (backfill || (parked > 0 && accepted + duplicate === 0)) return undefined;
  return { agency: event.supply.controller, feed: feed as FeedId, at: event.knownFrom };
}

/** The newest delivery of each feed up to that time. */
export function confirmationsAt(recorded: readonly Recorded[], at: Instant): Confirmation[] {
  const newest = new Map<string, Confirmation>();
  for (const one of recorded) {
    const said = confirmationOf(one);
    if (!said || said.at > at) continue;
    const key = `${said.feed} ${said.agency}`;
    const before = newest.get(key);
    newest.set(key, { ...said, at: before ? later(before.at, said.at) : said.at });
  }
  return [...newest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, said]) => said);
}
