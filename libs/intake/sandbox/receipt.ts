import type { DataClass, Instant, Occurred } from '@tributary/kernel';
import type { Counts } from '../domain/receipt';
import type { Unmapped } from '../mapping/unmapped';

/** Which child a record would be taken for. Only children that do not exist are ever named. */
export type Match = Readonly<{
  is: 'known' | 'new' | 'unsure';
  /** Of a sandbox child. */
  name?: string;
  /** By what it was known, or why a person would have to look. */
  by?: string;
}>;

/** What one statement would become. `late`: a newer one on the same thing came before it and holds. */
export type Effect = 'stated' | 'corrected' | 'taken-back' | 'late';
export type WouldBeEvent = Readonly<{
  type: string;
  effect: Effect;
  dataClass: DataClass;
  retention: string;
  /** Kept back from everybody until a named role releases it. */
  held: boolean;
  occurred: Occurred;
  data: object;
}>;

export type SandboxRecord = Readonly<{
  place: string;
  outcome: 'accepted' | 'duplicate' | 'left-out' | 'parked';
  code?: string;
  message?: string;
  child?: Match;
  events?: readonly WouldBeEvent[];
}>;

/** What the hub would make of a delivery. Nothing of it reached the borough. */
export type SandboxReceipt = Readonly<{
  id: string;
  feed: string;
  sandbox: true;
  status: 'done';
  receivedAt: Instant;
  /** The same delivery came before: this is its receipt. */
  repeated?: true;
  /** It is one of the hub's own sample files. */
  sample?: true;
  /** Version of the mapping by which it was read. */
  mapping?: number;
  counts: Counts;
  records: readonly SandboxRecord[];
  /** Codes that no list knows: kept as they are, and listed for the feed's manager. */
  unmapped: readonly Unmapped[];
}>;
