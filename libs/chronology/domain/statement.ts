import type {
  AgencyId,
  DataClass,
  EventId,
  FeedId,
  FeedPosition,
  Instant,
  Occurred,
  RecordRef,
  Recorded,
  Release,
  StreamId,
} from '@tributary/kernel';
import { isRecordStream } from '@tributary/kernel';
import { occurredStart } from './london';

/** Says that an item no longer holds; it is no entry of its own. */
export const RETRACTED = 'record.fact-retracted';

/** What an agency once said of one item, without what it said: all that ordering, standing and access need. */
export type Statement = Readonly<{
  /** Where it stands in the feed: to be opened again. */
  at: FeedPosition;
  eventId: EventId;
  streamId: StreamId;
  version: number;
  item: RecordRef;
  revision: string | null;
  type: string;
  occurred: Occurred;
  /** When it happened or began, as an instant: what a chronology is ordered by. */
  began: Instant;
  recordedAt: Instant | null;
  receivedAt: Instant;
  knownFrom: Instant;
  agency: AgencyId;
  feed: FeedId;
  dataClass: DataClass;
  release: Release;
}>;

export type Standing = 'current' | 'superseded' | 'retracted';

/** Whether an event is an agency’s statement about its record. */
export const isStatement = ({ event }: Recorded): boolean => 'agency' in event.source && isRecordStream(event.streamId);

/** Undefined where the event is no agency's statement about its record (a link, a decision, a clock). */
export function statementOf({ at, event }: Recorded): Statement | undefined {
  const { source } = event;
  if (!('agency' in source) || !isRecordStream(event.streamId)) return undefined;
  return {
    at,
    eventId: event.id,
    streamId: event.streamId,
    version: event.version,
    item: source.record,
    revision: source.revision ?? null,
    type: event.type,
    occurred: event.occurred,
    began: occurredStart(event.occurred),
    recordedAt: event.recordedAt ?? null,
    receivedAt: event.receivedAt,
    knownFrom: event.knownFrom,
    agency: source.agency,
    feed: source.feed,
    dataClass: event.dataClass,
    release: event.release,
  };
}

type Placed = Pick<Statement, 'revision' | 'version'>;
/** Whether `a` was said later than `b` about one item: by the source's own stamp where both bear one, else by arrival. */
export function saidLater(a: Placed, b: Placed): boolean {
  if (a.revision !== null && b.revision !== null && a.revision !== b.revision) return a.revision > b.revision;
  return a.version > b.version;
}

/** One item of one record, as a key. */
export const itemKey = (s: Pick<Statement, 'streamId' | 'item'>): string => `${s.streamId} ${s.item}`;

/** The last word on each item; a retraction may be it. Each record's statements must come in their order. */
export function lastWords<S extends Pick<Statement, 'streamId' | 'item'> & Placed>(said: Iterable<S>): Map<string, S> {
  const last = new Map<string, S>();
  for (const s of said) {
    const before = last.get(itemKey(s));
    if (!before || saidLater(s, before)) last.set(itemKey(s), s);
  }
  return last;
}

/** How a statement stands beside the last word on its item. */
export function standingOf(s: Statement, last: Pick<Statement, 'eventId' | 'type'>): Standing {
  if (last.eventId === s.eventId) return 'current';
  return last.type === RETRACTED ? 'retracted' : 'superseded';
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Ordered = Pick<Statement, 'began' | 'knownFrom' | 'eventId'>;

/** By when it happened, then by when it was known, then by id: the same order wherever and whenever it is made. */
export function inOrder(a: Ordered, b: Ordered): number {
  return compareText(a.began, b.began) || compareText(a.knownFrom, b.knownFrom) || compareText(a.eventId, b.eventId);
}
