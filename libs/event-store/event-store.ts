import type {
  ChildId,
  CommittedFeed,
  Envelope,
  Erased,
  FeedPosition,
  Opener,
  Recorded,
  SealedRecord,
  StreamId,
  Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Appended, Appender, AppendPlan, AppendScope, LockedView, StreamReader, TimerRow } from './ports';

export type EventStoreOptions = Readonly<{
  events: Pool;
  vault: Vault;
  /** Brings an event of an older schemaVersion to the newest (catalogue). Default: as it is. */
  upcast?: (event: Envelope) => Envelope;
}>;

const soon = (): never => {
  throw new Error('not built yet');
};

/** The event log in PostgreSQL: append, load, committed feed, erasure, timers. */
export class EventStore implements Appender, StreamReader, CommittedFeed, Opener {
  static async open(_options: EventStoreOptions): Promise<EventStore> {
    return soon();
  }
  async append(_scope: AppendScope, _decide: (view: LockedView) => AppendPlan): Promise<Appended> {
    return soon();
  }
  async load(_stream: StreamId): Promise<readonly Envelope[]> {
    return soon();
  }
  async loadMany(_streams: readonly StreamId[], _upTo?: FeedPosition): Promise<readonly Recorded[]> {
    return soon();
  }
  async read(_after: FeedPosition, _limit: number): Promise<{ records: readonly SealedRecord[]; pending: boolean }> {
    return soon();
  }
  async head(): Promise<FeedPosition> {
    return soon();
  }
  onCommitted(_wake: () => void): () => void {
    return soon();
  }
  async open(_records: readonly SealedRecord[]): Promise<readonly (Recorded | Erased)[]> {
    return soon();
  }
  /** Makes one event unreadable for ever; its neighbours read on. */
  async eraseOne(_target: { streamId: StreamId; version: number; reason: string }): Promise<void> {
    return soon();
  }
  async setTimer(_timer: TimerRow, _tx: Tx): Promise<void> {
    return soon();
  }
  async cancelTimer(_id: string, _tx: Tx): Promise<void> {
    return soon();
  }
  /** Timers due by the database clock, earliest first. */
  async dueTimers(_limit: number): Promise<readonly TimerRow[]> {
    return soon();
  }
  /** Stops listening; the pools stay the caller's. */
  async close(): Promise<void> {
    return soon();
  }
  /** The child token that stands in the clear part, for those who key by it. */
  childTokenOf(_child: ChildId): string {
    return soon();
  }
}
