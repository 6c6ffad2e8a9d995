import type {
  AgencyId,
  AgreementVersion,
  ChildId,
  EventId,
  FeedId,
  PractitionerId,
  RecordRef,
  RoleCode,
  StreamId,
} from './ids';
import type { Instant, PlainDate } from './time';

/** What access is decided on. */
export const DATA_CLASSES = [
  'general',
  'education',
  'attendance',
  'family-help',
  'social-care-status',
  'child-protection',
  'looked-after',
  'universal-health',
  'acute-health',
  'mental-health',
  'substance-misuse',
  'sexual-health',
  'counselling',
  'police-incident',
  'youth-justice',
  'housing',
  'immigration',
  'adult-third-party',
  'adoption',
  'allegation',
  'court',
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Which key seals an event, and so how long it can be read. */
export const RETENTION_BUCKETS = [
  'identity',
  'alert',
  'education',
  'attendance',
  'universal-health',
  'acute-health',
  'early-help',
  'child-in-need',
  'child-protection',
  'looked-after',
  'adoption',
  'police',
  'housing',
  'allegation',
  'operations',
] as const;
export type RetentionBucket = (typeof RETENTION_BUCKETS)[number];

/** When it happened in the world: an instant, a day (perhaps one session of it), or a period. */
export type Occurred =
  | Readonly<{ at: Instant }>
  | Readonly<{ on: PlainDate; session?: 'AM' | 'PM' }>
  | Readonly<{ from: PlainDate; to?: PlainDate }>;

/** Held back even from an open ground until a named role releases it to a named audience. */
export type Release = Readonly<{ state: 'open' } | { state: 'held'; by: RoleCode; audience: readonly AgencyId[] }>;

/**
 * A fact comes from a feed's record; a decision from a person in a role; a reaction from the hub itself.
 * `record` names the item in the source that this event states, `revision` the source's own stamp or sequence.
 */
export type Source =
  | Readonly<{ agency: AgencyId; feed: FeedId; record: RecordRef; revision?: string }>
  | Readonly<{ actor: PractitionerId; role: RoleCode }>
  | Readonly<{ system: 'hub' }>;

/** One event. All of it but position, stream token, version, hash, key id and child token is sealed. */
export type Envelope<T extends string = string, D = unknown> = Readonly<{
  id: EventId;
  type: T;
  schemaVersion: number;
  streamId: StreamId;
  /** 1, 2, 3 … in its stream. */
  version: number;
  /** The child this record was linked to when appended; never changed afterwards. */
  childId: ChildId | null;
  data: D;
  dataClass: DataClass;
  retention: RetentionBucket;
  release: Release;
  occurred: Occurred;
  /** When the agency's system recorded it, where it says. */
  recordedAt?: Instant;
  /** Delivered to Tributary. */
  receivedAt: Instant;
  /** Appended: database clock, never below its stream's last. */
  knownFrom: Instant;
  /** Delivered as history: recorded, never alerted on. */
  backfill?: true;
  source: Source;
  supply: Readonly<{ controller: AgencyId; agreement: AgreementVersion }>;
  correlationId: string;
  causationId: string;
}>;

/** What a writer hands over; the store adds version and knownFrom under the stream's lock. */
export type NewEvent<T extends string = string, D = unknown> = Omit<Envelope<T, D>, 'version' | 'knownFrom'>;

/** The first day of what happened, for ordering (Europe/London). */
export function occurredSortKey(occurred: Occurred): string {
  if ('at' in occurred) return occurred.at;
  if ('on' in occurred) return `${occurred.on}T${occurred.session === 'PM' ? '12' : '00'}`;
  return `${occurred.from}T00`;
}
