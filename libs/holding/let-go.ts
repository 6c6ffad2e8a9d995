import type { Viewer } from '@tributary/chronology';
import { type DataOf, definitionOf, releaseOf } from '@tributary/catalogue';
import { type Directory, type DirectoryView, type Feed, ROLES } from '@tributary/directory';
import type { Appender, EventStore } from '@tributary/event-store';
import { practiceStream } from '@tributary/intake';
import { type EventId, type FeedId, type Instant, type NewEvent, Problem, uuidv7 } from '@tributary/kernel';
import type { Holding } from './holding';
import { previewOf } from './preview';
import type { HoldingBook } from './storage/book';

export type LetGoIo = Readonly<{
  store: Pick<EventStore, 'now'> & Appender;
  directory: Pick<Directory, 'current'>;
  holding: Holding;
  book: HoldingBook;
}>;

/**
 * Somebody looked at what is due of a feed and lets it go: that much, for a week. Answers how many events. Throws
 * `holding-role-refused`, `feed-unknown`, `holding-nothing-waits`, `holding-reason-missing`.
 */
export async function letGo(
  io: LetGoIo,
  { viewer, feed: id, reason }: Readonly<{ viewer: Viewer; feed: string; reason: string }>,
): Promise<number> {
  const view = await io.directory.current();
  const feed = view.feed(id);
  if (!feed) throw new Problem('feed-unknown', 404, 'No such feed', 'It is not in the directory');
  if (!mayLetGo(viewer, feed, view)) throw refused();
  if (reason.trim() === '') {
    throw new Problem(
      'holding-reason-missing',
      400,
      'Say why',
      'Whoever lets events go says why, without personal data',
    );
  }
  const waiting = (await previewOf(io)).find((one) => one.feed === id && one.waits !== null);
  if (!waiting) {
    throw new Problem(
      'holding-nothing-waits',
      409,
      'Nothing of that feed waits',
      'What is due of it goes by itself; see: tributary holding preview',
    );
  }
  const dueBy = await io.store.now();
  await io.store.append({ streams: [practiceStream(feed.id)] }, ({ now }) => ({
    events: [letGoEvent(feed, { dueBy, reason: reason.trim(), ...actedBy(viewer) }, viewer, now)],
    also: (tx) => io.book.letGoOf(feed.id, { dueBy, events: waiting.due }, tx),
  }));
  return waiting.due;
}

/** Who keeps the hub running, or looks after what the data of whoever answers for the feed may be used for. */
function mayLetGo({ practitioner, role, agency }: Viewer, feed: Feed, view: DirectoryView): boolean {
  if (!view.holds(practitioner, role, agency)) return false;
  if (role === ROLES.operator) return true;
  return role === ROLES.dataOfficer && [feed.agency, feed.controller].includes(agency);
}

const refused = (): Problem =>
  new Problem(
    'holding-role-refused',
    403,
    'Not yours to let go',
    'A data officer of the agency that supplied it, or an operator, lets held events go',
  );

const actedBy = ({ practitioner: by, role, agency }: Viewer) => ({ by, role, agency });

type Said = Omit<DataOf<'practice.held-events-let-go'>, 'feed'>;

function letGoEvent(feed: Feed, said: Said, { practitioner: actor, role }: Viewer, at: Instant): NewEvent {
  const definition = definitionOf('practice.held-events-let-go');
  if (!definition) throw new Error('the catalogue lacks practice.held-events-let-go');
  const id = uuidv7();
  return {
    ...{ id: id as EventId, type: definition.type, schemaVersion: definition.version },
    ...{ streamId: practiceStream(feed.id), childId: null, data: { feed: feed.id satisfies FeedId, ...said } },
    ...{ dataClass: definition.dataClass, retention: definition.retention, release: releaseOf(definition) },
    ...{ occurred: { at }, receivedAt: at, source: { actor, role } },
    supply: { controller: feed.controller ?? feed.agency, agreement: feed.agreement },
    ...{ correlationId: id, causationId: id },
  };
}
