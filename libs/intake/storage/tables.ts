import type { AgencyId, FeedId, Instant, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type Counts, type DeliveryStatus, NO_COUNTS, type ProblemDocument } from '../domain/receipt';

/** A pool seen as a Tx: each statement its own transaction. */
export const poolTx = (pool: Pool): Tx => ({
  query: (sql, values) => pool.query(sql, values as unknown[]) as never,
});

export type Delivery = Readonly<{
  id: string;
  /** Order of arrival, over all feeds. */
  seq: number;
  feed: FeedId;
  agency: AgencyId;
  mediaType: string;
  receivedAt: Instant;
  finishedAt?: Instant;
  status: DeliveryStatus;
  backfill: boolean;
  rawHeld: boolean;
  bytesHash: string | null;
  parsedDone: number;
  chunks: number;
  counts: Counts;
  position?: string;
  problem?: ProblemDocument;
}>;

export type DeliveryRow = {
  id: string;
  seq: string;
  feed: FeedId;
  agency: AgencyId;
  media_type: string;
  received_at: Date;
  finished_at: Date | null;
  status: DeliveryStatus;
  backfill: boolean;
  raw_held: boolean;
  bytes_hash: string | null;
  parsed_done: string;
  chunks: number;
  counts: Partial<Counts>;
  position: string | null;
  problem: ProblemDocument | null;
};

export const COLUMNS = `d.id, d.seq, d.feed, d.agency, d.media_type, d.received_at, d.finished_at, d.status, d.backfill,
  d.raw_held, d.bytes_hash, d.parsed_done, d.chunks, d.counts, d.position, d.problem`;

export const toDelivery = (row: DeliveryRow): Delivery => ({
  id: row.id,
  seq: Number(row.seq),
  feed: row.feed,
  agency: row.agency,
  mediaType: row.media_type,
  receivedAt: instantOf(row.received_at.getTime()),
  ...(row.finished_at ? { finishedAt: instantOf(row.finished_at.getTime()) } : {}),
  status: row.status,
  backfill: row.backfill,
  rawHeld: row.raw_held,
  bytesHash: row.bytes_hash,
  parsedDone: Number(row.parsed_done),
  chunks: row.chunks,
  counts: { ...NO_COUNTS, ...row.counts },
  ...(row.position === null ? {} : { position: row.position }),
  ...(row.problem === null ? {} : { problem: row.problem }),
});

/** What orders deliveries of a feed, as text of fixed length. */
export const sequenceText = (seq: number): string => String(seq).padStart(12, '0');
