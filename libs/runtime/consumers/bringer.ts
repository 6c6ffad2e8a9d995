import {
  type CommittedFeed,
  comparePositions,
  type FeedPosition,
  type Opener,
  type SealedRecord,
} from '@tributary/kernel';
import { stopwatch } from '../observe/metrics';
import { reasonOf } from '../observe/safe-error';
import { spansByCause } from '../observe/spans-by-cause';
import type { Traces } from '../observe/traces';
import type { Consumer } from './consumer';
import { Delivery, type DeliveryIo, type Leave } from './delivery';
import { type Opened, openBatch } from './open-batch';
import { Interrupted } from './verdict';

export type BringerIo = DeliveryIo & Readonly<{ store: CommittedFeed & Opener; traces: Traces }>;

/** Brings records to several consumers: opened once, read models before reactors. */
export class Bringer {
  private readonly halted = new Map<Consumer, Set<number>>();
  private readonly delivery: Delivery;

  constructor(private readonly io: BringerIo) {
    this.delivery = new Delivery(io);
  }

  /** Opens only what some of them has not passed yet. */
  async deliver(
    partition: number,
    records: readonly SealedRecord[],
    consumers: readonly Consumer[],
    leave: Leave,
  ): Promise<void> {
    const going = this.going(consumers, partition);
    if (going.length === 0) return;
    const fresh = await this.insist(leave, async () => {
      const from = await this.lowest(going, [partition]);
      const sealed = records.filter((record) => comparePositions(record.at, from) > 0);
      return openBatch(this.io.store, sealed);
    });
    if (fresh.length === 0) return;
    for (const kind of ['projection', 'reactor'] as const) {
      const those = going.filter((consumer) => consumer.kind === kind);
      await allOf(those.map((one) => this.bring(one, partition, fresh, leave)));
    }
  }

  /** All up to there was looked at and held nothing more: their places move there. */
  async pass(partition: number, upTo: FeedPosition, consumers: readonly Consumer[], leave: Leave): Promise<void> {
    const end: Opened = { erased: true, at: upTo };
    await allOf(this.going(consumers, partition).map((one) => this.bring(one, partition, [end], leave)));
  }

  /** The lowest place of those that go on; the feed's head where none does. */
  async lowest(consumers: readonly Consumer[], partitions: readonly number[]): Promise<FeedPosition> {
    const places = await Promise.all(
      partitions.flatMap((partition) => this.going(consumers, partition).map((one) => one.at(partition))),
    );
    return places.sort(comparePositions)[0] ?? this.io.store.head();
  }

  /** For what belongs to no consumer alone: the store being away, above all. */
  async insist<T>(leave: Leave, work: () => Promise<T>): Promise<T> {
    const { firstPause, lastPause } = this.io.retry;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, lastPause)) {
      if (!leave.given()) throw new Interrupted();
      try {
        const result = await work();
        this.io.troubles.goesOn(READING);
        return result;
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        if (pause === firstPause) this.io.logger.warn('events cannot be read', { error });
        this.io.troubles.waits(READING, reasonOf(error));
        await leave.pause(pause);
      }
    }
  }

  private going(consumers: readonly Consumer[], partition: number): readonly Consumer[] {
    return consumers.filter((consumer) => !this.halted.get(consumer)?.has(partition));
  }

  private async bring(consumer: Consumer, partition: number, piece: readonly Opened[], leave: Leave): Promise<void> {
    const { metrics, troubles, traces } = this.io;
    const who = `${consumer.name}/${partition}`;
    const seconds = stopwatch();
    const began = traces.on ? Date.now() : 0;
    troubles.begins(who);
    try {
      const goesOn = await this.delivery.bring(consumer, partition, piece, leave);
      if (!goesOn) return this.halt(consumer, partition);
      metrics.eventsConsumed.inc({ consumer: consumer.name }, piece.length);
      metrics.batchSeconds.observe({ consumer: consumer.name }, seconds());
      if (traces.on) this.trace(consumer, partition, piece, began);
      const newest = piece.findLast((one) => 'event' in one);
      if (newest) metrics.lagSeconds.set({ consumer: consumer.name }, age(newest.event.knownFrom));
    } finally {
      troubles.ends(who);
    }
  }

  private trace(consumer: Consumer, partition: number, piece: readonly Opened[], began: number): void {
    const heard = piece.flatMap((one) => ('event' in one && consumer.wants(one.event.type) ? [one.event] : []));
    const attributes = { consumer: consumer.name, partition };
    spansByCause(this.io.traces, heard, { name: `consume ${consumer.name}`, began, attributes });
  }

  private halt(consumer: Consumer, partition: number): void {
    this.halted.set(consumer, new Set([...(this.halted.get(consumer) ?? []), partition]));
  }
}

const READING = 'reading events';

const age = (at: string): number => Math.max(0, (Date.now() - Date.parse(at)) / 1_000);

/** Waits for all, then throws what the first of them threw: none is left running unheard. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}
