import { type FeedPosition, formatPosition, Problem } from '@tributary/kernel';
import type { Logger } from '../observe/logger';
import type { Metrics } from '../observe/metrics';
import { reasonOf } from '../observe/safe-error';
import { type Consumer, endOf } from './consumer';
import { isUnreadable, type Opened } from './open-batch';
import { park } from './parked';
import type { Troubles } from './troubles';
import { Interrupted, verdictOf } from './verdict';

/** Pauses in milliseconds. */
export type RetryPolicy = Readonly<{
  /** Attempts at a piece before it is halved, and at a single event before it is parked. */
  tries: number;
  firstPause: number;
  lastPause: number;
}>;

export const RETRY: RetryPolicy = { tries: 3, firstPause: 50, lastPause: 5_000 };

export type DeliveryIo = Readonly<{ logger: Logger; metrics: Metrics; troubles: Troubles; retry: RetryPolicy }>;

/** Whether to go on trying; a pause that ends early when not. */
export interface Leave {
  given(): boolean;
  pause(milliseconds: number): Promise<void>;
}

/** Where a consumer can't go on: the type that it wants was written by a newer program. */
const blocks = (consumer: Consumer, one: Opened): boolean =>
  isUnreadable(one) && verdictOf(one.unreadable) === 'stop' && consumer.wants(one.type);

/** Brings a piece of one partition into one consumer, whatever it takes short of losing or doubling an event. */
export class Delivery {
  constructor(private readonly io: DeliveryIo) {}

  /** False where the consumer was stopped and must not be given more of that partition. */
  async bring(consumer: Consumer, partition: number, piece: readonly Opened[], leave: Leave): Promise<boolean> {
    const cut = piece.findIndex((one) => blocks(consumer, one));
    const readable = cut === -1 ? piece : piece.slice(0, cut);
    try {
      if (readable.length > 0) await this.push({ consumer, partition, leave, tries: this.io.retry.tries }, readable);
    } catch (error) {
      if (verdictOf(error) !== 'stop') throw error;
      return this.stop(consumer, partition, error);
    }
    const blocking = cut === -1 ? undefined : piece[cut];
    if (!blocking || !isUnreadable(blocking)) return true;
    return this.stop(consumer, partition, blocking.unreadable);
  }

  private async push(way: Way, piece: readonly Opened[]): Promise<void> {
    let attempts = 0;
    for (let waits = 0; ;) {
      if (!way.leave.given()) throw new Interrupted();
      try {
        await way.consumer.take(way.partition, piece);
        this.io.troubles.goesOn(nameOf(way));
        return;
      } catch (error) {
        const verdict = verdictOf(error);
        if (verdict === 'stop' || error instanceof Interrupted) throw error;
        this.io.metrics.retries.inc({ consumer: way.consumer.name, why: verdict });
        if (verdict === 'poison') {
          attempts += 1;
          if (attempts >= way.tries) return this.divide(way, piece, error, attempts);
          await way.leave.pause(this.pauseAfter(attempts));
        } else {
          waits += 1;
          await this.wait(way, verdict, error, waits);
        }
      }
    }
  }

  /** Nothing is wrong with the events: the surroundings are away, or another consumer was faster. */
  private async wait(way: Way, verdict: 'moved' | 'transient', error: unknown, waits: number): Promise<void> {
    if (verdict === 'moved') {
      await this.refresh(way.consumer, error);
      if (waits === 1) return;
    } else this.say(way, error, waits);
    await way.leave.pause(this.pauseAfter(waits));
  }

  private async refresh(consumer: Consumer, cause: unknown): Promise<void> {
    try {
      await consumer.refresh();
    } catch (error) {
      if (verdictOf(error) === 'stop') throw error;
      // It cannot be asked now; the next attempt tells why.
      this.io.logger.debug('a place could not be read again', { consumer: consumer.name, error: cause });
    }
  }

  private say(way: Way, error: unknown, waits: number): void {
    this.io.troubles.waits(nameOf(way), reasonOf(error));
    if (waits !== 1) return;
    const { consumer, partition } = way;
    this.io.logger.warn('a consumer waits for its surroundings', { consumer: consumer.name, partition, error });
  }

  /** Halves until the event that cannot be taken stands alone, and parks it. */
  private async divide(way: Way, piece: readonly Opened[], error: unknown, attempts: number): Promise<void> {
    if (piece.length === 1) return this.park(way, endOf(piece), error, (way.attempts ?? 0) + attempts);
    const half = piece.length >> 1;
    const once = { ...way, tries: 1, attempts: (way.attempts ?? 0) + attempts };
    await this.push(once, piece.slice(0, half));
    await this.push(once, piece.slice(half));
  }

  private async park(way: Way, at: FeedPosition, error: unknown, attempts: number): Promise<void> {
    const { consumer, partition } = way;
    const reason = reasonOf(error);
    await this.insist(way, () =>
      consumer.pass(partition, at, (tx) =>
        park(tx, { consumer: consumer.name, slot: consumer.slot(), partition, at, reason, attempts }),
      ),
    );
    this.io.metrics.parked.inc({ consumer: consumer.name });
    const position = formatPosition(at);
    this.io.logger.error('an event was parked', { consumer: consumer.name, partition, position, attempts, error });
  }

  private async insist(way: Way, work: () => Promise<void>): Promise<void> {
    for (let waits = 1; ; waits += 1) {
      if (!way.leave.given()) throw new Interrupted();
      try {
        return await work();
      } catch (error) {
        const verdict = verdictOf(error);
        if (verdict === 'stop' || verdict === 'poison') throw error;
        await this.wait(way, verdict, error, waits);
      }
    }
  }

  private stop(consumer: Consumer, partition: number, error: unknown): false {
    const reason = error instanceof Problem ? error.detail : reasonOf(error);
    this.io.troubles.stops(`${consumer.name}/${partition}`, reason);
    this.io.logger.error('a consumer was stopped', { consumer: consumer.name, partition, error });
    return false;
  }

  private pauseAfter(times: number): number {
    const { firstPause, lastPause } = this.io.retry;
    return Math.min(lastPause, firstPause * 2 ** Math.min(times - 1, 16));
  }
}

type Way = Readonly<{
  consumer: Consumer;
  partition: number;
  leave: Leave;
  tries: number;
  /** Attempts made on larger pieces. */
  attempts?: number;
}>;

const nameOf = (way: Way): string => `${way.consumer.name}/${way.partition}`;
