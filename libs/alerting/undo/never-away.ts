import { isEvent } from '@tributary/catalogue';
import { type ChildId, childStream, type EventId, type Instant, type Recorded } from '@tributary/kernel';

const TAKEN_BACK = 'taken-back';
/** Earlier than anything became known. */
const BEFORE_ALL = '1970-01-01T00:00:00.000Z' as Instant;

/**
 * A child's history without the times when a wrong link had taken a record away: that it went, and that the link was
 * taken back, say nothing of the child. One that had never been the child's before is as if it always had. Rules look at
 * it so; what people could see at a time stands in the whole.
 */
export function asIfNeverAway(history: readonly Recorded[], child: ChildId): readonly Recorded[] {
  const own = history.filter(({ event }) => event.streamId === childStream(child));
  const left = new Map<string, EventId>();
  const away = new Set<EventId>();
  const late = new Set<EventId>();
  for (const { event } of own) {
    if (isEvent(event, 'identity.record-unlinked')) left.set(event.data.recordId, event.id);
    if (!isEvent(event, 'identity.record-linked')) continue;
    const { recordId, method } = event.data;
    const went = left.get(recordId);
    if (method === TAKEN_BACK && went === undefined) late.add(event.id);
    else if (method === TAKEN_BACK && went !== undefined) away.add(went).add(event.id);
    left.delete(recordId);
  }
  if (away.size + late.size === 0) return history;
  const always = (one: Recorded): Recorded => ({ ...one, event: { ...one.event, knownFrom: BEFORE_ALL } });
  return history.filter(({ event }) => !away.has(event.id)).map((one) => (late.has(one.event.id) ? always(one) : one));
}
