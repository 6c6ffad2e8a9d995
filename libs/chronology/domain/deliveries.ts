import { isEvent } from '@tributary/catalogue';
import type { FeedId, Instant, Recorded, StreamId } from '@tributary/kernel';
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
export const confirmationsAt = (recorded: readonly Recorded[], at: Instant): Confirmation[] =>
  confirmationsIn(recorded)(at);

/** The same for many times: the deliveries are gone through once. */
export function confirmationsIn(recorded: readonly Recorded[]): (at: Instant) => Confirmation[] {
  const said = recorded.flatMap((one) => confirmationOf(one) ?? []);
  const byFeed = Map.groupBy(said, ({ feed, agency }) => `${feed} ${agency}`);
  const feeds = [...byFeed]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]) => of.sort((a, b) => (a.at < b.at ? -1 : 1)));
  return (at) => feeds.flatMap((of) => newestUpTo(of, at) ?? []);
}

/** Of deliveries in their order of time. */
function newestUpTo(of: readonly Confirmation[], at: Instant): Confirmation | undefined {
  let [from, to] = [0, of.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((of[middle]?.at ?? at) <= at) from = middle + 1;
    else to = middle;
  }
  return of[from - 1];
}
