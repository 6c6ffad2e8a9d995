import type {
  ChildId,
  Envelope,
  FeedPosition,
  Instant,
  NewEvent,
  Recorded,
  RecordRef,
  StreamId,
  Token,
  Tx,
} from '@tributary/kernel';

/** What a stream's lock shows of it. */
export type StreamHead = Readonly<{ version: number; knownFrom: Instant; childId: ChildId | null }>;

/** An item of a source (one suspension, one plan's start): what it last said. Hashes are keyed. */
export type ItemState = Readonly<{
  /** Keyed hash of the accepted content. */
  content: string;
  /** The source's own stamp or sequence, where its form has one. */
  revision?: string;
  /** Set for returns: which collection the item stood in, and the delivery that last said it. */
  scope?: string;
  delivery?: string;
  retracted: boolean;
}>;

/** Item states are kept per record stream. */
export type ItemKey = Readonly<{ streamId: StreamId; item: RecordRef }>;

/** What a decision may look at while it holds the locks of the streams it named. */
export interface LockedView {
  /** Database clock; not below the last knownFrom of any locked stream. */
  readonly now: Instant;
  head(stream: StreamId): StreamHead | undefined;
  item(key: ItemKey): ItemState | undefined;
}

export type AppendPlan = Readonly<{
  events: readonly NewEvent[];
  items?: readonly (ItemKey & ItemState)[];
  /** Sets the child that a record stream belongs to from here on. */
  links?: readonly Readonly<{ streamId: StreamId; childId: ChildId }>[];
  /** Rows of other tables that must stand or fall with the events (receipts, claims). */
  also?: (tx: Tx) => Promise<void>;
}>;

export type Appended = Readonly<{
  /** The newest position written; the feed's head where the plan wrote nothing. */
  position: FeedPosition;
  events: readonly Envelope[];
}>;

export type AppendScope = Readonly<{ streams: readonly StreamId[]; items?: readonly ItemKey[] }>;

/**
 * The one way to write. Opens its own READ COMMITTED transaction, takes the streams' locks in sorted order as its
 * first statement, shows `decide` what they hold, seals and inserts what it returns. `decide` may run again: it must
 * be pure. Throws what `decide` throws, and then nothing was written.
 */
export interface Appender {
  append(scope: AppendScope, decide: (view: LockedView) => AppendPlan): Promise<Appended>;
}

export interface StreamReader {
  /** All of a stream that can still be opened, oldest first, upcast to the newest schema; erased events left out. */
  load(stream: StreamId): Promise<readonly Envelope[]>;
  /** Several streams merged in feed order, each event with its position, none above `upTo`. */
  loadMany(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly Recorded[]>;
}

export interface ItemReader {
  /** Those that have ever been stated or taken back. No lock is held: another may be stated the next moment. */
  heard(items: readonly ItemKey[]): Promise<readonly ItemKey[]>;
}

export interface PlaceReader {
  /** The events at places of the feed that were read before, in feed order; erased ones left out. */
  loadAt(places: readonly FeedPosition[]): Promise<readonly Recorded[]>;
}

/** A clock set by a projection or a reactor; due, it becomes a `clock-fell-due` event on `streamId`. */
export type TimerRow = Readonly<{ id: string; dueAt: Instant; streamId: StreamId; childToken?: Token; kind: string }>;
