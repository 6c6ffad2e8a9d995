import { isEvent } from '@tributary/catalogue';
import { type ChildId, childStream, type EventId, type Recorded } from '@tributary/kernel';

const TAKEN_BACK = 'taken-back';

/**
 * A child's history without the times when a wrong link had taken a record away: that it went, and that the link was
 * taken back, say nothing of the child. Rules look at it so; what people could see at a time stands in the whole.
 */
export function asIfNeverAway(history: readonly Recorded[], child: ChildId): readonly Recorded[] {
  const own = history.filter(({ event }) => event.streamId === childStream(child));
  const left = new Map<string, EventId>();
  const moves = new Set<EventId>();
  for (const { event } of own) {
    if (isEvent(event, 'identity.record-unlinked')) left.set(event.data.recordId, event.id);
    if (!isEvent(event, 'identity.record-linked')) continue;
    const { recordId, method } = event.data;
    const went = left.get(recordId);
    if (went !== undefined && method === TAKEN_BACK) moves.add(went).add(event.id);
    left.delete(recordId);
  }
  return moves.size === 0 ? history : history.filter(({ event }) => !moves.has(event.id));
}
