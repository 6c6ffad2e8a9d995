import { formatPosition, type StreamId } from '@tributary/kernel';
import type { Receipt, ReceiptRecord } from '../domain/receipt';
import { receiptRecords } from '../storage/lookups';
import type { Delivery } from '../storage/tables';
import type { IntakeOptions } from './ports';
import type { Finished } from './process-delivery';

/** Chunks of one page of a receipt: about 2,500 lines. */
const PAGE = 5;

/** Answers with what became of a delivery. Children stand there under the sending agency's own references. */
export class Receipts {
  constructor(private readonly options: IntakeOptions) {}

  /** Straight after the work, from memory. */
  async finished(delivery: Delivery, finished: Finished): Promise<Receipt> {
    const { counts, position, records } = finished;
    return {
      ...head({ ...delivery, status: 'done' }),
      ...(position === undefined ? {} : { position }),
      counts,
      records: await this.lines(delivery, records),
    };
  }

  async of(delivery: Delivery, after = 0): Promise<Receipt> {
    const { records, next } = await receiptRecords(this.options.pool, delivery.id, after, PAGE);
    const position = delivery.position ?? (await this.reached(delivery));
    return {
      ...head(delivery),
      ...(position === undefined ? {} : { position }),
      counts: delivery.counts,
      records: await this.lines(delivery, records),
      ...(next === undefined ? {} : { next: String(next) }),
      ...(delivery.problem ? { problem: delivery.problem } : {}),
    };
  }

  /** A delivery of duplicates wrote nothing: what it states can be read at the head. */
  private async reached(delivery: Delivery): Promise<string | undefined> {
    return delivery.status === 'done' ? formatPosition(await this.options.store.head()) : undefined;
  }

  private async lines(delivery: Delivery, records: readonly ReceiptRecord[]): Promise<Receipt['records']> {
    const streams = new Set(records.flatMap((r) => (r.streamId === undefined ? [] : [r.streamId as StreamId])));
    const refs =
      streams.size > 0
        ? await this.options.identity.childRefs(delivery.agency, [...streams])
        : new Map<string, string>();
    return records.map(({ streamId, ...record }) => {
      const childId = streamId === undefined ? undefined : refs.get(streamId as StreamId);
      return childId === undefined ? record : { ...record, childId };
    });
  }
}

const head = (delivery: Delivery) => ({
  id: delivery.id,
  feed: delivery.feed,
  status: delivery.status === 'done' || delivery.status === 'failed' ? delivery.status : ('processing' as const),
  receivedAt: delivery.receivedAt,
  ...(delivery.finishedAt === undefined ? {} : { finishedAt: delivery.finishedAt }),
  ...(delivery.backfill ? { backfill: true as const } : {}),
});
