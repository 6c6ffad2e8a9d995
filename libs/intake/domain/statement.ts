import type { ChildId, EventId, NewEvent, RecordRef, StreamId } from '@tributary/kernel';
import type { LockedView } from '@tributary/event-store';
import type { OnCard } from '@tributary/people';

/** What a source says of one item, ready to be held against what it said before. Hashes are keyed. */
export type Statement = Readonly<{
  item: RecordRef;
  /** Hash of all that would make another event of it. */
  content: string;
  /** Hash of its type: tells whoever lacks the key nothing, and lets the item be retracted later. */
  kind: string;
  /** The source's own stamp or sequence, where it gives one; compared as text. */
  stamp?: string;
  retracted: boolean;
  /** A retraction that means nothing where the item was never stated. */
  ifKnown?: true;
  /** Somebody around the child whom it names: on a card that the event is given when it is written. */
  onCard?: OnCard;
  /** The event it becomes; its child and its revision are settled under the record's lock. */
  event: NewEvent;
}>;

/** What opens a record's stream when this is its first event: who the child is, and how that was found. */
export type Opening = Readonly<{
  events: readonly NewEvent[];
  links: readonly Readonly<{ streamId: StreamId; childId: ChildId }>[];
}>;

/** All that one place of a delivery says of one record (or, without a child, of the practice stream). */
export type RecordStatements = Readonly<{
  place: string;
  streamId: StreamId;
  childId: ChildId | null;
  statements: readonly Statement[];
  /** Pure; asked for only where the stream has no event yet. */
  opening?: (view: LockedView) => Opening;
  /** That it may be another child's record; kept like an item, so that the same is said once. */
  proposed?: Readonly<{ item: RecordRef; content: string; events: (view: LockedView) => readonly NewEvent[] }>;
  /** Its identity stands in review. */
  review: boolean;
  /** Nothing may come of it where the record was never accepted. */
  ifKnown: boolean;
  /** Hash of the return's collection it stood in. */
  scope?: string;
}>;

export type RecordOutcome = Readonly<{
  place: string;
  streamId: StreamId;
  /** Events of statements that were new, retractions among them. */
  eventIds: readonly EventId[];
  duplicate: number;
  retracted: number;
  /** Accepted, yet already superseded by a later statement that arrived before. */
  late: number;
  review: boolean;
}>;
