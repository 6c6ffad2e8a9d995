import type { ItemKey, ItemReader, ItemState, LockedView } from '@tributary/event-store';
import { SANDBOX_CHILDREN, SANDBOX_SCHOOL, type Sighting } from '@tributary/feeds';
import type { PersonSaid } from '@tributary/identity';
import { type ChildId, derivedId, type Instant, Problem, type StreamId } from '@tributary/kernel';
import { lateName, type Planned, type TrackedItem } from '../domain/plan-append';
import type { Match } from './receipt';

/** Records that a sandbox remembers; a test needs a few. */
const MOST_RECORDS = 1_000;

export type KnownRecord = Readonly<{ streamId: StreamId; childId: ChildId; said: PersonSaid; match: Match }>;
type Tracked = TrackedItem & Readonly<{ delivery: number }>;

/** All that a sandbox remembers of a day, as it is kept. */
export type BoxState = Readonly<{
  deliveries: number;
  records: readonly (readonly [ref: string, KnownRecord])[];
  heads: readonly (readonly [StreamId, ChildId | null])[];
  items: readonly (readonly [name: string, ItemState])[];
  tracked: readonly (readonly [name: string, Tracked])[];
  late: readonly string[];
}>;

const EMPTY: BoxState = { deliveries: 0, records: [], heads: [], items: [], tracked: [], late: [] };
const nameOf = ({ streamId, item }: ItemKey): string => `${streamId} ${item}`;

/**
 * What an event store and the identity room would know of one feed's test deliveries, in memory: which records there
 * are, what each item last said. No connection leads from it to the borough's.
 */
export class Box implements ItemReader {
  readonly records: Map<string, KnownRecord>;
  readonly late: Set<string>;
  private readonly heads: Map<StreamId, ChildId | null>;
  private readonly items: Map<string, ItemState>;
  private readonly tracked: Map<string, Tracked>;
  /** Number of the delivery in hand. */
  readonly delivery: number;

  constructor(state: BoxState = EMPTY) {
    this.delivery = state.deliveries + 1;
    this.records = new Map(state.records);
    this.heads = new Map(state.heads);
    this.items = new Map(state.items);
    this.tracked = new Map(state.tracked);
    this.late = new Set(state.late);
  }

  state(): BoxState {
    return {
      deliveries: this.delivery,
      records: [...this.records],
      heads: [...this.heads],
      items: [...this.items],
      tracked: [...this.tracked],
      late: [...this.late],
    };
  }

  /** Throws a Problem where the sandbox remembers as much as it may. */
  remember(ref: string, record: KnownRecord): void {
    if (!this.records.has(ref) && this.records.size >= MOST_RECORDS) throw full();
    this.records.set(ref, record);
  }

  view(now: Instant): LockedView {
    return {
      now,
      head: (stream) => {
        const childId = this.heads.get(stream);
        return childId === undefined ? undefined : { version: 1, knownFrom: now, childId };
      },
      item: (key) => this.items.get(nameOf(key)),
    };
  }

  /** Those of which anything was ever stated. */
  async heard(keys: readonly ItemKey[]): Promise<readonly ItemKey[]> {
    return keys.filter((key) => this.items.has(nameOf(key)));
  }

  /** Whether that item stands, and was not taken back. */
  stands(key: ItemKey): boolean {
    return this.items.get(nameOf(key))?.retracted === false;
  }

  apply({ plan, stated, retracted, late }: Planned): void {
    for (const { streamId, childId } of plan.events) this.heads.set(streamId, childId);
    for (const { streamId, childId } of plan.links) this.heads.set(streamId, childId);
    for (const { streamId, item, ...state } of plan.items) this.items.set(nameOf({ streamId, item }), state);
    for (const item of stated) this.tracked.set(nameOf(item), { ...item, delivery: this.delivery });
    for (const item of retracted) this.tracked.delete(nameOf(item));
    for (const key of late) this.late.add(lateName(key));
  }

  itemsOf(streams: readonly StreamId[]): readonly TrackedItem[] {
    return [...this.tracked.values()].filter((item) => streams.includes(item.streamId));
  }

  /** Items of a return's collection that this delivery did not name. */
  notNamed(scope: string): readonly TrackedItem[] {
    return [...this.tracked.values()].filter((item) => item.scope === scope && item.delivery < this.delivery);
  }
}

/** The children that every sandbox knows, each as its agencies' records say. */
export const KNOWN_CHILDREN: readonly Readonly<{
  childId: ChildId;
  name: string;
  said: Omit<Sighting, 'system' | 'localId'>;
}>[] = SANDBOX_CHILDREN.map(({ ownNumber, ...said }) => ({
  childId: derivedId('sandbox', ownNumber) as ChildId,
  name: `${said.givenName} ${said.familyName}`,
  said: { ...said, nhsNumberStatus: '01', school: SANDBOX_SCHOOL },
}));

export const full = (): Problem =>
  new Problem(
    'sandbox-full',
    409,
    'The sandbox is full',
    'It takes 200 deliveries a day, of 500 records each and 1,000 children’s records in all. Empty it (DELETE on the feed’s sandbox), or wait for the night.',
  );
