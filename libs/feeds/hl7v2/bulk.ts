import { type Instant, plusMillis } from '@tributary/kernel';
import type { Message } from './message';
import { isUpdate } from './read-message';

/** So many updates on end, each of something recorded a day or more ago, are a system telling what it holds. */
export const RUN = 20;
const OLD_MS = 24 * 3_600_000;

/** An update (A08, A31) whose event was recorded long before it was sent here. */
export function isOldUpdate(message: Message, receivedAt: Instant): boolean {
  if (!isUpdate(message)) return false;
  const event = message.first('EVN');
  const stamp = message.stamp(event, 2) ?? message.stamp(event, 6) ?? message.stamp(message.header, 7);
  const until = plusMillis(receivedAt, -OLD_MS);
  return stamp !== undefined && (stamp.at ?? `${stamp.day}T23:59:59.999Z`) < until;
}

/**
 * Tells a bulk run of updates from single late ones. Holds back at most RUN entries until it knows which they are; what
 * stands in a run is handed on as history.
 */
export class Runs<T> {
  private held: T[] = [];
  private inRun = false;

  constructor(private readonly asHistory: (one: T) => T) {}

  next(one: T, old: boolean): readonly T[] {
    if (!old) {
      this.inRun = false;
      return [...this.end(), one];
    }
    if (this.inRun) return [this.asHistory(one)];
    this.held.push(one);
    if (this.held.length < RUN) return [];
    this.inRun = true;
    return this.end().map(this.asHistory);
  }

  /** What was still held. */
  end(): readonly T[] {
    const held = this.held;
    this.held = [];
    return held;
  }
}
