import { setTimeout as pause } from 'node:timers/promises';
import type { FeedFormat } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { type Logger, type Metrics, reasonOf } from '@tributary/runtime';
import type { BatchControl, PartnerRecord } from '@tributary/stream';
import type { Intake } from '../pipeline/intake';
import { deliveryOf, incomingOf, type RecordDelivery } from './record-delivery';

export type InboundFeedOptions = Readonly<{
  feed: string;
  format: Pick<FeedFormat, 'id' | 'mediaTypes'>;
  intake: Pick<Intake, 'receive' | 'refuse' | 'open'>;
  logger: Pick<Logger, 'warn'>;
  records: ReturnType<Metrics['counter']>;
  /** Deliveries that may wait in the queue before no more is taken from the topic. */
  mostWaiting?: number;
}>;

const MOST_WAITING = 200;
const LOOK_AGAIN_MS = 250;
/** The directory can put these right: records wait for it, none is refused for them. */
const OF_THE_FEED: readonly string[] = ['feed-unknown', 'feed-undeclared'];

/** Takes the records of one feed's topic, each a delivery, durable before its offset is committed. */
export class InboundFeed {
  /** Why records wait, as long as they do. */
  trouble: string | undefined;

  constructor(private readonly options: InboundFeedOptions) {}

  /** In order. Throws where they are to be given again; what was taken of them then is known already. */
  async take(records: readonly PartnerRecord[], control: BatchControl): Promise<void> {
    try {
      for (const record of records) {
        if (!control.alive()) throw new Error('the partition is another’s by now');
        await this.takeOne(record);
        await this.untilRoom(control);
      }
      this.trouble = undefined;
    } catch (error) {
      if (control.alive()) this.tell(reasonOf(error));
      throw error;
    }
  }

  private async takeOne(record: PartnerRecord): Promise<void> {
    const { feed, format, intake, records } = this.options;
    const delivery = deliveryOf(record, format);
    const refused = delivery.refused ?? (await this.received(record, delivery));
    if (refused) await intake.refuse(feed, incomingOf(record, fitting(delivery, refused)), refused);
    records.inc({ feed, outcome: refused ? 'refused' : 'taken' });
  }

  /** The Problem for which nothing was kept. One with a receipt is kept, with its reason, as any delivery is. */
  private async received(record: PartnerRecord, delivery: RecordDelivery): Promise<Problem | undefined> {
    const { feed, intake } = this.options;
    try {
      await intake.receive(feed, incomingOf(record, delivery));
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500 || OF_THE_FEED.includes(error.code)) throw error;
      return error.extra['receipt'] === undefined ? error : undefined;
    }
  }

  /** What is taken and not dealt with waits in the database; beyond some of it, the rest waits in Kafka. */
  private async untilRoom(control: BatchControl): Promise<void> {
    const { intake, mostWaiting = MOST_WAITING } = this.options;
    while ((await intake.open()) >= mostWaiting && control.alive()) await pause(LOOK_AGAIN_MS);
  }

  private tell(code: string): void {
    if (this.trouble !== code)
      this.options.logger.warn('records of a feed’s topic wait', { feed: this.options.feed, code });
    this.trouble = code;
  }
}

/** A record that is larger than any delivery may be is kept as its reason alone. */
const fitting = (delivery: RecordDelivery, { code }: Problem): RecordDelivery =>
  code === 'delivery-too-large' ? { ...delivery, bytes: Buffer.alloc(0) } : delivery;
