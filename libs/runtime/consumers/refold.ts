import type { StreamReader } from '@tributary/event-store';
import { recordsOf } from '@tributary/catalogue';
import {
  type ChildId,
  childStream,
  type FeedPosition,
  formatPosition,
  type Projection,
  type Recorded,
  recordStream,
  type Tx,
} from '@tributary/kernel';

export type RefoldIo = Readonly<{
  store: StreamReader;
  /** Places (as text) of events that this consumer has parked: they would throw again. */
  parked(tx: Tx): Promise<ReadonlySet<string>>;
  onRefold?: () => void;
}>;

const RELINKING: ReadonlySet<string> = new Set(['identity.record-linked', 'identity.record-unlinked']);
export const REFOLDING: ReadonlySet<string> = new Set([...RELINKING, 'governance.key-shredded']);

/**
 * The child whose rows an event makes untrue. Each such event stands on the stream of every child it concerns, so that
 * each child's partition does this once; the copy on the record's own stream does nothing.
 */
export function childToRefold({ event }: Recorded): ChildId | undefined {
  if (!REFOLDING.has(event.type) || !event.streamId.startsWith('child-')) return undefined;
  if (event.type === 'identity.record-linked' && previousOf(event.data) === null) return undefined;
  return event.streamId.slice('child-'.length) as ChildId;
}

function previousOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'previous' in data ? (data.previous ?? null) : null;
}

/** Applies a batch in order; where an event makes a child's rows untrue, folds that child anew as of that event. */
export async function applyInOrder(
  projection: Projection,
  batch: readonly Recorded[],
  tx: Tx,
  io: RefoldIo,
): Promise<void> {
  const handles = new Set(projection.handles);
  let pending: Recorded[] = [];
  const flush = async (): Promise<void> => {
    if (pending.length > 0) await projection.apply(pending, tx);
    pending = [];
  };
  for (const recorded of batch) {
    const child = childToRefold(recorded);
    if (child === undefined) {
      if (handles.has(recorded.event.type)) pending.push(recorded);
      continue;
    }
    await flush();
    await refold(projection, child, recorded.at, tx, io);
  }
  await flush();
}

/** Forgets a child and applies what its records, as of `upTo`, hold up to there. */
export async function refold(
  projection: Projection,
  child: ChildId,
  upTo: FeedPosition,
  tx: Tx,
  io: RefoldIo,
): Promise<void> {
  const own = childStream(child);
  const decisions = await io.store.loadMany([own], upTo);
  const records = recordsOf(decisions.map(({ event }) => event)).map(recordStream);
  const all = records.length === 0 ? decisions : await io.store.loadMany([...records, own], upTo);
  const parked = await io.parked(tx);
  const handles = new Set(projection.handles);
  const events = all
    .filter(({ at, event }) => handles.has(event.type) && !parked.has(formatPosition(at)))
    .map(({ at, event }): Recorded => ({ at, event: event.childId === child ? event : { ...event, childId: child } }));
  await projection.forget([child], tx);
  if (events.length > 0) await projection.apply(events, tx);
  io.onRefold?.();
}
