import { isEvent } from '@tributary/catalogue';
import { inTransaction, type StreamReader } from '@tributary/event-store';
import type { ChildId, Erased, FeedPosition, Projection, Recorded, Tx } from '@tributary/kernel';
import { Problem } from '@tributary/kernel';
import type { Pool } from 'pg';
import { above, type Consumer, endOf, wanted } from './consumer';
import type { Opened } from './open-batch';
import { parkedPlaces } from './parked';
import { Places } from './places';
import { applyInOrder, refold, type RefoldIo, REFOLDING } from './refold';
import { readStanding, rebuildingStatus, type Standing } from './slots';
import type { ProjectionDefinition, Slot } from './types';
import { Moved } from './verdict';

export type ProjectionIo = Readonly<{
  pool: Pool;
  store: StreamReader;
  partitionOf(child: ChildId): number;
  onRefold(consumer: string): void;
  /**
   * Fills the slot that nobody reads (a rebuild), instead of following the one that is read; `locked`: its caller holds
   * the standing meanwhile.
   */
  filling?: 'beside' | 'locked';
}>;

/** Feeds a read model in its active slot, and follows when a rebuild swaps it. */
export class ProjectionConsumer implements Consumer {
  readonly kind = 'projection';
  readonly name: string;
  private readonly handles: ReadonlySet<string>;
  private readonly places: Places;
  private projection: Projection;

  constructor(
    private readonly definition: ProjectionDefinition,
    private current: Slot,
    private readonly io: ProjectionIo,
  ) {
    this.name = definition.name;
    this.handles = new Set([...definition.handles, ...REFOLDING]);
    this.projection = definition.create(current);
    this.places = new Places(
      io.pool,
      (partition) => ({ name: this.name, slot: this.current, partition }),
      (tx) => this.requireCurrent(tx),
    );
  }

  slot(): string {
    return this.current;
  }

  wants(type: string | undefined): boolean {
    return type === undefined || this.handles.has(type);
  }

  async at(partition: number): Promise<FeedPosition> {
    return this.places.at(partition);
  }

  async take(partition: number, piece: readonly Opened[]): Promise<void> {
    const to = endOf(piece);
    const events = wanted(piece, (type) => this.wants(type));
    if (events.length === 0) return this.places.pass(partition, to);
    await this.places.moveTo(partition, to, async (tx, from) => {
      await applyInOrder(this.projection, above(from, events), tx, this.refoldIo());
    });
  }

  async pass(partition: number, to: FeedPosition, also?: (tx: Tx) => Promise<void>): Promise<void> {
    if (!also) return this.places.pass(partition, to);
    await this.places.moveTo(partition, to, also);
  }

  async refresh(): Promise<void> {
    this.places.forget();
    const standing = await readStanding(this.io.pool, this.name);
    if (!standing || !this.isOurs(standing)) throw replaced(this.name);
    if (this.io.filling || standing.slot === this.current) return;
    this.current = standing.slot;
    this.projection = this.definition.create(standing.slot);
  }

  /** A parked event's child is folded anew, so that the event takes its proper place among the others. */
  async redrive(at: FeedPosition, event: Recorded | Erased, unpark: (tx: Tx) => Promise<void>): Promise<void> {
    const child = 'event' in event ? await this.childNow(event) : null;
    await inTransaction(this.io.pool, async (tx) => {
      await this.requireCurrent(tx);
      const place = child === null ? at : await this.places.lock(this.io.partitionOf(child), tx);
      await unpark(tx);
      if (child !== null) await refold(this.projection, child, place, tx, this.refoldIo());
      else if ('event' in event) await this.projection.apply([event], tx);
    });
  }

  /** The child a record belongs to by now, which may not be the one it belonged to when this event was appended. */
  private async childNow({ event }: Recorded): Promise<ChildId | null> {
    if (!event.streamId.startsWith('record-')) return event.childId;
    const links = (await this.io.store.load(event.streamId)).filter((one) => isEvent(one, 'identity.record-linked'));
    return (links.at(-1)?.data.childId ?? event.childId) as ChildId | null;
  }

  /**
   * Holds the standing until this transaction ends: a swap waits for it. Before the place is locked, never after: a swap
   * holds the standing when it takes the places away.
   */
  private async requireCurrent(tx: Tx): Promise<void> {
    if (this.io.filling === 'locked') return;
    const standing = await readStanding(tx, this.name, 'FOR SHARE');
    const inPlace = standing && (this.io.filling ? standing.slot !== this.current : standing.slot === this.current);
    if (!inPlace || !this.isOurs(standing)) throw new Moved();
  }

  private isOurs({ version, status }: Standing): boolean {
    return this.io.filling ? status === rebuildingStatus(this.definition.version) : version === this.definition.version;
  }

  private refoldIo(): RefoldIo {
    return {
      store: this.io.store,
      parked: (tx) => parkedPlaces(tx, this.name, this.current),
      onRefold: () => this.io.onRefold(this.name),
    };
  }
}

const replaced = (name: string): Problem =>
  new Problem(
    'projection-replaced',
    503,
    'A read model is of another version',
    `${name} stands in another version than this program's: another process rebuilt it, or is rebuilding it. Run every process at the same version`,
  );
