import type { FeedPosition, Instant } from '@tributary/kernel';
import { formatPosition } from '@tributary/kernel';
import type { RecordOutcome } from './statement';

export type Counts = Readonly<{
  /** Events of facts that are new or changed. */
  accepted: number;
  /** Statements already known. */
  duplicate: number;
  parked: number;
  /** Records whose identity somebody has to look at. */
  review: number;
  /** Facts taken back. */
  retracted: number;
  /** Accepted, yet superseded on arrival; counted in `accepted` too. */
  late: number;
  /** Fields left out because they must not be held, or are not read. */
  dropped: number;
}>;

export const NO_COUNTS: Counts = { accepted: 0, duplicate: 0, parked: 0, review: 0, retracted: 0, late: 0, dropped: 0 };

export const addCounts = (a: Counts, b: Counts): Counts => ({
  accepted: a.accepted + b.accepted,
  duplicate: a.duplicate + b.duplicate,
  parked: a.parked + b.parked,
  review: a.review + b.review,
  retracted: a.retracted + b.retracted,
  late: a.late + b.late,
  dropped: a.dropped + b.dropped,
});

/** One place of a delivery as it stands in a receipt; nothing in it is personal. */
export type ReceiptRecord = Readonly<{
  place: string;
  /** `left-out`: nothing of it may or can become an event. */
  outcome: 'accepted' | 'duplicate' | 'left-out' | 'parked';
  code?: string;
  message?: string;
  eventIds?: readonly string[];
  /** It was parked first, and sent through again. */
  redriven?: true;
  /** Kept inside; answered as the agency's own reference for the child. */
  streamId?: string;
}>;

export type ParkedPlace = Readonly<{ place: string; code: string; message: string }>;

export const acceptedRecord = (outcome: RecordOutcome): ReceiptRecord => ({
  place: outcome.place,
  outcome: outcome.eventIds.length > 0 ? 'accepted' : 'duplicate',
  ...(outcome.eventIds.length > 0 ? { eventIds: outcome.eventIds } : {}),
  ...(outcome.streamId.startsWith('record-') ? { streamId: outcome.streamId } : {}),
});

export const parkedRecord = ({ place, code, message }: ParkedPlace): ReceiptRecord => ({
  place,
  outcome: 'parked',
  code,
  message,
});

export function countsOf(outcomes: readonly RecordOutcome[], parked: number, dropped: number): Counts {
  const sum = { ...NO_COUNTS, parked, dropped };
  for (const { eventIds, duplicate, retracted, late, review } of outcomes) {
    sum.accepted += eventIds.length - retracted;
    sum.duplicate += duplicate;
    sum.retracted += retracted;
    sum.late += late;
    sum.review += review ? 1 : 0;
  }
  return sum;
}

export type DeliveryStatus = 'arriving' | 'received' | 'processing' | 'done' | 'failed';

/** What was wrong with a delivery as a whole; RFC 9457. */
export type ProblemDocument = Readonly<{ type: string; title: string; status: number; detail: string; code: string }> &
  Readonly<Record<string, unknown>>;

export type Receipt = Readonly<{
  id: string;
  feed: string;
  status: 'processing' | 'done' | 'failed';
  /** The same delivery came before: this is its receipt. */
  repeated?: true;
  receivedAt: Instant;
  finishedAt?: Instant;
  backfill?: true;
  /** The feed position reached. */
  position?: string;
  counts: Counts;
  records: readonly (Omit<ReceiptRecord, 'streamId'> & { childId?: string })[];
  /** More records: ask again with `after`. */
  next?: string;
  problem?: ProblemDocument;
}>;

export const positionText = (at: FeedPosition | undefined): string | undefined => at && formatPosition(at);
