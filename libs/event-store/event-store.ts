import {
  type Clock,
  type CommittedFeed,
  type Envelope,
  type Erased,
  type FeedPosition,
  type Instant,
  instantOf,
  millisOf,
  type Opener,
  Problem,
  type Recorded,
  type RetentionBucket,
  type SealedRecord,
  type StreamId,
  type Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { append } from './append';
import { Erasure, type ErasureGround, type WithErasure } from './erasure';
import { feedGeneration, feedHead, isAheadOfServer, readFeed, standing } from './feed';
import { RecordOpener, type Upcast } from './opener';
import type {
  Appended,
  Appender,
  AppendPlan,
  AppendScope,
  ItemKey,
  ItemReader,
  LockedView,
  PlaceReader,
  StreamReader,
  TimerRow,
} from './ports';
import { itemName, itemsHeard } from './storage/locked-read';
import { cancelTimers, dueTimers, setTimer } from './timers';
import { Wake } from './wake';

export type EventStoreOptions = Readonly<{
  /** The events database, app role. */
  events: Pool;
  vault: Vault;
  /** Brings an event of an older schemaVersion to the newest; throws for one newer than it knows. Default: as it is. */
  upcast?: Upcast;
  /** Instead of the database's clock, for tests that live through weeks. */
  clock?: Clock;
  /** Told of each append that wrote something: how many events, and how many seconds it took, locks included. */
  onAppended?: (events: number, seconds: number) => void;
}>;

/** The event log in PostgreSQL: append, load, committed feed, erasure, timers. */
export class EventStore implements Appender, StreamReader, ItemReader, PlaceReader, CommittedFeed, Opener {
  private readonly opener: RecordOpener;
  private readonly erasure: Erasure;
  private readonly wake: Wake;

  private constructor(private readonly options: EventStoreOptions) {
    const { events: pool, vault } = options;
    this.opener = new RecordOpener(pool, vault, options.upcast ?? ((event) => event));
    this.erasure = new Erasure({ pool, vault, opener: this.opener, appender: this });
    this.wake = new Wake(pool);
  }

  /** Refuses a store that was moved to another server by hand, and finishes erasures that were cut short. */
  static async open(options: EventStoreOptions): Promise<EventStore> {
    if (await isAheadOfServer(options.events)) {
      throw new Problem(
        'store-ahead-of-server',
        503,
        'The store is ahead of its server',
        'Its newest event has a transaction id that this server has not reached: new events would never be seen. ' +
          'A database moved to another server needs: tributary restore',
      );
    }
    const store = new EventStore(options);
    await store.erasure.resume();
    return store;
  }

  async append(scope: AppendScope, decide: (view: LockedView) => AppendPlan): Promise<Appended> {
    const { events: pool, vault, clock } = this.options;
    const io = { pool, vault, feedHead: () => this.head(), ...(clock ? { now: () => millisOf(clock()) } : {}) };
    const began = performance.now();
    const { wrote, ...appended } = await append(io, scope, decide);
    if (!wrote) return appended;
    this.options.onAppended?.(appended.events.length, (performance.now() - began) / 1_000);
    this.wake.committed();
    return appended;
  }

  async load(stream: StreamId): Promise<readonly Envelope[]> {
    return (await this.opener.load([stream])).map(({ event }) => event);
  }

  async loadMany(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly Recorded[]> {
    return this.opener.load(streams, upTo);
  }

  async loadAt(places: readonly FeedPosition[]): Promise<readonly Recorded[]> {
    return this.opener.loadAt(places);
  }

  async heard(items: readonly ItemKey[]): Promise<readonly ItemKey[]> {
    if (items.length === 0) return [];
    const { events, vault } = this.options;
    const keyOf = ({ streamId, item }: ItemKey) => ({ streamToken: vault.streamToken(streamId), item });
    const heard = await itemsHeard(events, items.map(keyOf));
    return items.filter((key) => heard.has(itemName(keyOf(key))));
  }

  async read(after: FeedPosition, limit: number): Promise<{ records: readonly SealedRecord[]; pending: boolean }> {
    return readFeed(this.options.events, after, limit);
  }

  async head(): Promise<FeedPosition> {
    return feedHead(this.options.events);
  }

  async generation(): Promise<number> {
    return feedGeneration(this.options.events);
  }

  /** Of records that came from elsewhere, those that are in the log: what was lost before a restore is not. */
  async standing(records: readonly SealedRecord[]): Promise<readonly SealedRecord[]> {
    return standing(this.options.events, records);
  }

  onCommitted(wake: () => void): () => void {
    return this.wake.on(wake);
  }

  async open(records: readonly SealedRecord[]): Promise<readonly (Recorded | Erased)[]> {
    return this.opener.open(records);
  }

  /** Makes one event unreadable for ever; its neighbours read on, and the child's read models are folded anew. */
  async eraseOne(stream: StreamId, version: number, ground: ErasureGround): Promise<void> {
    await this.erasure.one(stream, version, ground);
  }

  /** The same of several events of a stream, folded anew once. `also` stands or falls with it, and is done at most once. */
  async eraseSeveral(
    stream: StreamId,
    versions: readonly number[],
    ground: ErasureGround,
    also?: WithErasure,
  ): Promise<void> {
    await this.erasure.several(stream, versions, ground, also);
  }

  /** Finishes erasures that something cut short; returns how many. */
  async finishErasures(): Promise<number> {
    return this.erasure.resume();
  }

  /** The time that appended events bear: the database's, whatever the clock of this process says. */
  async now(): Promise<Instant> {
    const { events: pool, clock } = this.options;
    if (clock) return clock();
    const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return instantOf(rows[0]?.now.getTime() ?? NaN);
  }

  /** Makes all that a stream holds in one retention bucket unreadable for ever. */
  async eraseBucket(stream: StreamId, bucket: RetentionBucket, ground: ErasureGround): Promise<void> {
    await this.erasure.bucket(stream, bucket, ground);
  }

  async setTimer(timer: TimerRow, tx: Tx): Promise<void> {
    await setTimer(timer, tx);
  }

  async cancelTimer(id: string, tx: Tx): Promise<void> {
    await cancelTimers([id], tx);
  }

  /** Timers due, earliest first; each stays until `cancelTimer`, called with the event it became. */
  async dueTimers(limit: number): Promise<readonly TimerRow[]> {
    return dueTimers(this.options.events, limit, this.options.clock?.());
  }

  /** Stops listening and waking; the pools stay the caller's. */
  async close(): Promise<void> {
    await this.wake.close();
  }
}
