import { type AgencyId, type FeedId, type Instant, Problem } from '@tributary/kernel';
import { type Delivery, toDelivery } from './tables';

export type NewDelivery = Readonly<{
  id: string;
  feed: FeedId;
  agency: AgencyId;
  mediaType: string;
  receivedAt: Instant;
  backfill: boolean;
  worker: number;
}>;
/** Known once the last byte is there. Both are keyed hashes. */
export type Content = Readonly<{ bytesHash: string; size: number; key: string | null }>;
/** `waits`: the feed's queue holds an older one, so this one goes behind it. */
export type Arrived = Readonly<{ delivery: Delivery; repeated: boolean; waits: boolean }>;

export type ArrivalRow = { seq: string | null; same: string | null; waits: boolean };

export const identifying = (given: NewDelivery, content: Content): unknown[] => [
  given.id,
  given.feed,
  content.key,
  content.bytesHash,
];

export const fresh = (given: NewDelivery, content: Content, seq: number, waits: boolean): Delivery =>
  toDelivery({
    id: given.id,
    seq: String(seq),
    feed: given.feed,
    agency: given.agency,
    media_type: given.mediaType,
    received_at: new Date(given.receivedAt),
    finished_at: null,
    status: waits ? 'received' : 'processing',
    backfill: given.backfill,
    raw_held: true,
    bytes_hash: content.bytesHash,
    parsed_done: '0',
    chunks: 0,
    counts: {},
    position: null,
    problem: null,
  });

/** Two uploads under one key ended at the same moment. */
export function onRepeatedKey(error: unknown): { rows: ArrivalRow[] } {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === '23505') return { rows: [] };
  throw error;
}

/** draft-ietf-httpapi-idempotency-key-header: the same key with other content is a mistake of the sender. */
export const keyReused = (): Problem =>
  new Problem(
    'idempotency-key-reused',
    422,
    'Idempotency-Key used before',
    'This feed has a delivery under the same Idempotency-Key with other content. Use a new key for each delivery.',
  );
