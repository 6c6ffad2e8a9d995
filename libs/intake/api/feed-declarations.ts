import { definitionOf, releaseOf, type DataOf } from '@tributary/catalogue';
import type { Directory } from '@tributary/directory';
import type { Appender } from '@tributary/event-store';
import {
  type EventId,
  formatPosition,
  type Instant,
  londonDate,
  type NewEvent,
  type PractitionerId,
  type RoleCode,
  type StreamId,
  uuidv7,
} from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { practiceStream } from '../pipeline/group-parts';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import { requireDeclared } from '../pipeline/require-declared';
import { managedFeed } from './own-feed';

type Options = Readonly<{
  feeds: FeedRegistry;
  directory: Pick<Directory, 'declare' | 'changed'>;
  store: Appender;
  production?: boolean;
}>;
type Declared = DataOf<'practice.feed-declared'>;

/**
 * A new feed delivers history until its manager declares it live: an event that says who and when, and a version of the
 * directory, in one transaction.
 */
export class FeedDeclarations {
  constructor(private readonly options: Options) {}

  /** Answers the position reached; undefined where the feed stands so already. */
  async declare(reader: ReaderContext, id: string, live: boolean): Promise<string | undefined> {
    const { feeds, directory, store, production } = this.options;
    const { feed, by } = await managedFeed(feeds, reader, id);
    if (feed.live === live) return undefined;
    if (live && production) requireDeclared(feed);
    const streamId = practiceStream(feed.id);
    const { position } = await store.append({ streams: [streamId] }, (view) => {
      const since = londonDate(view.now);
      const said: Declared = { feed: feed.id, live, ...(live ? { since } : {}), ...by };
      const also = (tx: Parameters<typeof directory.declare>[2]) => directory.declare(feed.id, live ? since : null, tx);
      return { events: [declaredEvent(feed, streamId, said, view.now)], also };
    });
    directory.changed();
    return formatPosition(position);
  }
}

function declaredEvent(feed: FeedInfo, streamId: StreamId, data: Declared, at: Instant): NewEvent {
  const definition = definitionOf('practice.feed-declared');
  if (!definition) throw new Error('the catalogue lacks practice.feed-declared');
  const id = uuidv7();
  return {
    id: id as EventId,
    type: definition.type,
    schemaVersion: definition.version,
    streamId,
    childId: null,
    data,
    dataClass: definition.dataClass,
    retention: definition.retention,
    release: releaseOf(definition),
    occurred: { at },
    receivedAt: at,
    source: { actor: data.by as PractitionerId, role: data.role as RoleCode },
    supply: { controller: feed.agency, agreement: feed.agreement },
    correlationId: id,
    causationId: id,
  };
}
