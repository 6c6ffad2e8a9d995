import type { Appender, StreamReader } from '@tributary/event-store';
import { comparePositions, type Erased, type FeedPosition, type Recorded, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { above, type Consumer, endOf, wanted } from './consumer';
import { LazyTx } from './lazy-tx';
import type { Opened } from './open-batch';
import { Places } from './places';
import type { Reactor } from './types';
import { Moved } from './verdict';

export type ReactorConsumerIo = Readonly<{ pool: Pool; store: Appender & StreamReader }>;

/** Feeds a reactor: its appends first, then its rows and its place in one transaction. */
export class ReactorConsumer implements Consumer {
  readonly kind = 'reactor';
  readonly name: string;
  private readonly handles: ReadonlySet<string>;
  private readonly places: Places;

  constructor(
    private readonly reactor: Reactor,
    private readonly io: ReactorConsumerIo,
  ) {
    this.name = reactor.name;
    this.handles = new Set(reactor.handles);
    this.places = new Places(io.pool, (partition) => ({ name: this.name, slot: 'none', partition }));
  }

  slot(): string {
    return 'none';
  }

  wants(type: string | undefined): boolean {
    return type === undefined || this.handles.has(type);
  }

  async at(partition: number): Promise<FeedPosition> {
    return this.places.at(partition);
  }

  async take(partition: number, piece: readonly Opened[]): Promise<void> {
    const to = endOf(piece);
    const from = await this.places.at(partition);
    if (comparePositions(from, to) >= 0) return;
    const events = above(
      from,
      wanted(piece, (type) => this.wants(type)),
    );
    if (events.length === 0) return this.places.pass(partition, to);
    const tx = new LazyTx(this.io.pool, async (begun) => {
      const place = await this.places.lock(partition, begun);
      if (comparePositions(place, from) !== 0) throw new Moved();
    });
    await tx.run(async () => {
      await this.reactor.react(events, { append: this.io.store, store: this.io.store, tx });
      await this.places.moveWith(partition, tx, from, to);
    });
    this.places.moved(partition, to);
  }

  async pass(partition: number, to: FeedPosition, also?: (tx: Tx) => Promise<void>): Promise<void> {
    if (!also) return this.places.pass(partition, to);
    await this.places.moveTo(partition, to, also);
  }

  async refresh(): Promise<void> {
    this.places.forget();
  }

  async redrive(_at: FeedPosition, event: Recorded | Erased, unpark: (tx: Tx) => Promise<void>): Promise<void> {
    const tx = new LazyTx(this.io.pool, unpark);
    await tx.run(async () => {
      if ('event' in event) await this.reactor.react([event], { append: this.io.store, store: this.io.store, tx });
    });
  }
}
