import type { Erased, FeedPosition, Recorded, Tx } from '@tributary/kernel';
import { comparePositions } from '@tributary/kernel';
import { isUnreadable, type Opened } from './open-batch';

/** One place-keeping reader of the feed: a read model or a reactor. */
export interface Consumer {
  readonly name: string;
  readonly kind: 'projection' | 'reactor';
  /** What its place and its parked events are kept under: the slot in use, or `none`. */
  slot(): string;
  /** Whether it must see events of that type; undefined (the type cannot be read): yes. */
  wants(type: string | undefined): boolean;
  at(partition: number): Promise<FeedPosition>;
  /** Takes a piece of the feed in one transaction together with its place. */
  take(partition: number, piece: readonly Opened[]): Promise<void>;
  /** Moves its place without looking at what it passes; `also` stands or falls with it. */
  pass(partition: number, to: FeedPosition, also?: (tx: Tx) => Promise<void>): Promise<void>;
  /** Looks again where it stands; throws where it must not go on. */
  refresh(): Promise<void>;
  /** Takes one parked event after all, and takes it off the list. */
  redrive(at: FeedPosition, event: Recorded | Erased, unpark: (tx: Tx) => Promise<void>): Promise<void>;
}

/** The events of a piece that a consumer wants. Throws what made one of those unreadable. */
export function wanted(piece: readonly Opened[], wants: (type: string | undefined) => boolean): readonly Recorded[] {
  const events: Recorded[] = [];
  for (const one of piece) {
    if (isUnreadable(one)) {
      if (wants(one.type)) throw one.unreadable;
    } else if ('event' in one && wants(one.event.type)) events.push(one);
  }
  return events;
}

export const above = <T extends Readonly<{ at: FeedPosition }>>(
  place: FeedPosition,
  list: readonly T[],
): readonly T[] => list.filter((one) => comparePositions(one.at, place) > 0);

export function endOf(piece: readonly Opened[]): FeedPosition {
  const last = piece.at(-1);
  if (!last) throw new Error('an empty piece has no end');
  return last.at;
}
