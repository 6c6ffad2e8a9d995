import type { Appender, ItemReader, LockedView, StreamReader } from '@tributary/event-store';
import type { Reach } from '@tributary/directory';
import type { Currency, FeedFormat, FeedFormatId, Sighting } from '@tributary/feeds';
import type {
  AgencyId,
  AgreementVersion,
  ChildId,
  Clock,
  FeedId,
  FeedPosition,
  Instant,
  NewEvent,
  PlainDate,
  StreamId,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Opening } from '../domain/statement';

/** A feed as the directory has it. */
export type FeedInfo = Readonly<{
  id: FeedId;
  agency: AgencyId;
  format: FeedFormatId;
  /** How fresh what it says is. */
  currency: Currency;
  /** How often something should come, in words of the directory: `daily`, `weekdays` … */
  rhythm?: string;
  /** By when on a day of its rhythm, in London. */
  by?: string;
  /** By what its messages over MLLP are known. */
  mllp?: Readonly<{ certificate?: string; application?: string; facility?: string }>;
  /** By whom its topic of Kafka is written to, where it comes that way. */
  kafka?: Readonly<{ principal: string }>;
  /** Not yet live: all it delivers is history. */
  live: boolean;
  liveSince?: PlainDate;
  agreement: AgreementVersion;
  /** Who answers for the data; the agency where it is left out. */
  controller?: AgencyId;
  /** Of whom it speaks, and the assessment of that. */
  cohort?: Reach;
  impactAssessment?: string;
  /** Whose software sends. */
  supplier?: string;
  /** What it has yet to declare before a hub in production takes anything of it. */
  undeclared?: readonly string[];
}>;

export interface FeedRegistry {
  feed(id: string): Promise<FeedInfo | undefined>;
  feedsOf(agency: AgencyId): Promise<readonly FeedInfo[]>;
  all(): Promise<readonly FeedInfo[]>;
}

export type Formats = (id: FeedFormatId) => FeedFormat;

/** Time and cause of what a delivery makes happen. */
export type DeliveryStamp = Readonly<{
  deliveryId: string;
  receivedAt: Instant;
  agency: AgencyId;
  feed: FeedId;
  controller: AgencyId;
  agreement: AgreementVersion;
  backfill: boolean;
}>;

export type Asked = Readonly<{
  sighting: Sighting;
  /** Only look: no record may come of it. */
  ifKnown: boolean;
  /** The number under which the agency keeps the record from now on. */
  mergedInto?: string;
  /** The number of another of its records that the agency says is of the same person. */
  sameAs?: string;
  /** History, whatever the delivery is. */
  backfill?: true;
}>;
export type Resolved = Readonly<{
  streamId: StreamId;
  childId: ChildId;
  /** Streams that `opening` writes to, to be locked with the record's. */
  openingStreams: readonly StreamId[];
  opening: (view: LockedView) => Opening;
  /** It may be another child's record: said once for the same candidates. `opening` says it too. Pure. */
  proposed?: Readonly<{ candidates: readonly ChildId[]; events: (view: LockedView) => readonly NewEvent[] }>;
  review: boolean;
}>;

/** Whose record is this, which child: what intake needs of the identity room. */
export interface Identity {
  /** In the order asked; undefined where only a look was asked for and there is nothing. Commits its claims. */
  resolve(stamp: DeliveryStamp, asked: readonly Asked[]): Promise<readonly (Resolved | undefined)[]>;
  /** The agency's own references of the children its records belong to now. */
  childRefs(agency: AgencyId, streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, string>>;
}

export type Store = Appender & ItemReader & Pick<StreamReader, 'load'> & { head(): Promise<FeedPosition> };

/** What happened, for logs and metrics; never a value of a record. */
export type IntakeEvents = Readonly<{
  failed(deliveryId: string, feed: string, error: unknown): void;
  finished(
    deliveryId: string,
    feed: string,
    done: Readonly<{ counts: Readonly<Record<string, number>>; milliseconds: number }>,
  ): void;
}>;

export type IntakeOptions = Readonly<{
  pool: Pool;
  vault: Vault;
  store: Store;
  identity: Identity;
  feeds: FeedRegistry;
  formats: Formats;
  clock?: Clock;
  events?: IntakeEvents;
  /** Takes nothing of a feed that has not declared all it must. */
  production?: boolean;
  limits?: Partial<IntakeLimits>;
}>;

export type IntakeLimits = Readonly<{
  /** Bytes of one delivery. */
  maxBytes: number;
  /** Bytes up to which a delivery is dealt with before it is answered. */
  inlineBytes: number;
  /** Deliveries dealt with at the same time before they are answered; more wait. */
  inlineAtOnce: number;
  /** Days for which bytes as they came are kept. */
  rawDays: number;
}>;

export const LIMITS: IntakeLimits = {
  maxBytes: 2 * 1024 ** 3,
  inlineBytes: 1024 ** 2,
  inlineAtOnce: 4,
  rawDays: 30,
};
