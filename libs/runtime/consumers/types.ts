import type { Appender, StreamReader } from '@tributary/event-store';
import type { Projection, Recorded, Tx } from '@tributary/kernel';

/** The two schemas in which every read model's tables stand. */
export const SLOTS = ['read_a', 'read_b'] as const;
export type Slot = (typeof SLOTS)[number];
export const otherSlot = (slot: Slot): Slot => (slot === 'read_a' ? 'read_b' : 'read_a');

/** A read model, as its room hands it to an app. */
export type ProjectionDefinition = Readonly<{
  name: string;
  /** Raised when the fold changes: the next start then rebuilds it beside the running one. */
  version: number;
  handles: readonly string[];
  /** Its tables, which stand under the same names in both slots. */
  tables: readonly string[];
  create(slot: Slot): Projection;
}>;

export type ReactorIo = Readonly<{
  /** Appends first, with derived ids: a reactor cut short runs again on the same events. */
  append: Appender;
  /** Begins with its first query and commits with the checkpoint; query it after the appends. */
  tx: Tx;
  store: StreamReader;
}>;

/** Does something about events: appends others, sets timers, writes rows of its own. */
export interface Reactor {
  readonly name: string;
  readonly version: number;
  readonly handles: readonly string[];
  /** Events of one partition in feed order. May be given events again after a crash: ids must be derived. */
  react(batch: readonly Recorded[], io: ReactorIo): Promise<void>;
}
