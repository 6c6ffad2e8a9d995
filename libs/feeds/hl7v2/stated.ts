import type { Instant, Occurred } from '@tributary/kernel';
import { maybe, type Stated } from '../shared/facts';
import type { Message } from './message';
import type { Stamp } from './stamps';

/**
 * When the message's event was recorded: it orders two statements about one thing. The time of the message itself
 * stands in where EVN-2 gives none; of a day alone nothing can be ordered.
 */
export function recordedAt(message: Message): Instant | undefined {
  const event = message.stamp(message.first('EVN'), 2)?.at;
  return event ?? message.stamp(message.header, 7)?.at;
}

/** When the event happened, as the message's own segment says it. */
export function eventStamp(message: Message): Stamp | undefined {
  const event = message.first('EVN');
  return message.stamp(event, 6) ?? message.stamp(event, 2) ?? message.stamp(message.header, 7);
}

export const occurredAt = (stamp: Stamp): Occurred => (stamp.at === undefined ? { on: stamp.day } : { at: stamp.at });

/** Where a fact of the message stands: in what it is about, and in the order of what is said of that. */
export function statedOf(message: Message, item: string, stamp: Stamp): Stated {
  const recorded = recordedAt(message);
  return { item, occurred: occurredAt(stamp), ...maybe('recordedAt', recorded), ...maybe('revision', recorded) };
}
