import type { Envelope } from './envelope';
import type { Token } from './ids';

/**
 * A place in the committed feed. Transaction ids belong to a server, so `generation`, raised by restore, comes first;
 * order by position alone loses rows under concurrent writers (ADR-0003).
 */
export type FeedPosition = Readonly<{ generation: number; tx: number; position: number }>;

export const FEED_START: FeedPosition = { generation: 0, tx: 0, position: 0 };

export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  return a.generation - b.generation || a.tx - b.tx || a.position - b.position;
}

/** `generation.tx.position`, as written in headers, checkpoints and API answers. */
export const formatPosition = (at: FeedPosition): string => `${at.generation}.${at.tx}.${at.position}`;

/** Undefined where the text is no feed position. */
export function parsePosition(text: string): FeedPosition | undefined {
  const match = /^(\d{1,9})\.(\d{1,15})\.(\d{1,15})$/.exec(text);
  return match ? { generation: Number(match[1]), tx: Number(match[2]), position: Number(match[3]) } : undefined;
}

/** A row of the feed as it travels: the clear part, and a body that only the vault opens. */
export type SealedRecord = Readonly<{
  at: FeedPosition;
  streamToken: Token;
  version: number;
  childToken: Token | null;
  keyId: string;
  /** Chain hash over the sealed bytes and the stream's previous hash (SHA-256). */
  hash: Buffer;
  body: Buffer;
}>;

/** An event that was erased: a gap, of which nothing else is known. */
export type Erased = Readonly<{ erased: true; at: FeedPosition }>;
export type Recorded = Readonly<{ at: FeedPosition; event: Envelope }>;
export const isErased = (r: Recorded | Erased): r is Erased => 'erased' in r;

/** Reads committed records in an order that never shows a later one before an earlier one. */
export interface CommittedFeed {
  /** Records after `after`, oldest first; `horizon` says whether rows lie above what may be read yet. */
  read(after: FeedPosition, limit: number): Promise<{ records: readonly SealedRecord[]; pending: boolean }>;
  /** The newest position that may be read. */
  head(): Promise<FeedPosition>;
  /** What new records get. Those of an older one are complete: a store was brought back after them. */
  generation(): Promise<number>;
  /** Calls back when something was committed; only shortens the wait. Returns the way to stop. */
  onCommitted(wake: () => void): () => void;
}

/** Opens sealed records, once per batch. */
export interface Opener {
  open(records: readonly SealedRecord[]): Promise<readonly (Recorded | Erased)[]>;
}
