import { ROLES } from '@tributary/directory';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';

/** Another agency's feed is answered as one that does not exist. */
export const noSuchFeed = (): Problem =>
  new Problem('feed-unknown', 404, 'No such feed', 'The directory has no feed of this name, or it is not yours.');

/** Whoever keeps the hub running looks after the feeds of all agencies. */
export const isOperator = (reader: ReaderContext): boolean =>
  reader.kind === 'person' && reader.role === ROLES.operator;

/** An agency's own system, its feed managers, and auditors look at feeds. */
export const mayManage = (reader: ReaderContext): boolean =>
  reader.kind !== 'person' || reader.role === ROLES.feedManager;

/** What the manager of a feed alone decides. Throws a Problem for anybody else. */
export async function managedFeed(feeds: FeedRegistry, reader: ReaderContext, id: string): Promise<Managed> {
  const feed = await ownFeed(feeds, reader, id);
  if (reader.kind === 'person' && reader.role === ROLES.feedManager && reader.agency === feed.agency) {
    const { practitioner, role, agency } = reader;
    return { feed, by: { by: practitioner, role, agency } };
  }
  throw new Problem(
    'feed-manager-only',
    403,
    'A feed manager of its agency does that',
    'Ask one; the directory says who they are.',
  );
}
export type Managed = Readonly<{
  feed: FeedInfo;
  by: Readonly<{ by: PractitionerId; role: RoleCode; agency: AgencyId }>;
}>;

/** Throws a Problem where the feed is not the reader's. */
export async function ownFeed(feeds: FeedRegistry, reader: ReaderContext, id: string): Promise<FeedInfo> {
  const feed = await feeds.feed(id);
  if (feed && (isOperator(reader) || (feed.agency === reader.agency && mayManage(reader)))) return feed;
  throw noSuchFeed();
}
