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
import { type ChecklistItem, openSteps, requireComplete } from '../onboarding/checklist';
import { requireDeclared } from '../pipeline/require-declared';
import { managedFeed } from './own-feed';

type Options = Readonly<{
  feeds: FeedRegistry;
  directory: Pick<Directory, 'declare' | 'changed'>;
  store: Appender;
  checklist: (feed: FeedInfo) => Promise<readonly ChecklistItem[]>;
  production?: boolean;
}>;
/** `position` where something was written; `open`: what of its checklist is not done although it is live now. */
export type Standing = Readonly<{ position?: string; open: readonly string[] }>;
type Declared = DataOf<'practice.feed-declared'>;

/**
 * A new feed delivers history until its manager declares it live: an event that says who and when, and a version of the
 * directory, in one transaction.
 */
export class FeedDeclarations {
  constructor(private readonly options: Options) {}

  /** Throws a Problem in production where a feed would go live with something of its checklist open. */
  async declare(reader: ReaderContext, id: string, live: boolean): Promise<Standing> {
    const { feeds, directory, store } = this.options;
    const { feed, by } = await managedFeed(feeds, reader, id);
    if (feed.live === live) return { open: [] };
    const open = live ? await this.stillOpen(feed) : [];
    const streamId = practiceStream(feed.id);
    const { position } = await store.append({ streams: [streamId] }, (view) => {
      const since = londonDate(view.now);
      const said: Declared = { feed: feed.id, live, ...(live ? { since } : {}), ...by };
      const also = (tx: Parameters<typeof directory.declare>[2]) => directory.declare(feed.id, live ? since : null, tx);
      return { events: [declaredEvent(feed, streamId, said, view.now)], also };
    });
    directory.changed();
    return { position: formatPosition(position), open };
  }

  private async stillOpen(feed: FeedInfo): Promise<readonly string[]> {
    const { checklist, production } = this.options;
    if (production) requireDeclared(feed);
    const items = await checklist(feed);
    if (production) requireComplete(items);
    return openSteps(items);
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
