import type { Appended } from '@tributary/event-store';
import type { FeedFormat, Mapping, Parsed } from '@tributary/feeds';
import { formatPosition, Problem } from '@tributary/kernel';
import { addCounts, type Counts, type ReceiptRecord } from '../domain/receipt';
import { itemsNotNamed, writeProgress } from '../storage/group-rows';
import { rawOf } from '../storage/raw';
import { type Delivery, poolTx } from '../storage/tables';
import { type Also, GroupAppender, type GroupResult } from './append-group';
import type { GroupEntry } from './group-parts';
import type { KnownStreams } from './known-streams';
import type { FeedInfo, IntakeOptions } from './ports';

/** Facts and records of one append. */
const GROUP = 500;
/** An append may name 2,000 streams: of a fact up to two, of a record that can only take back one. */
const LIGHT = 1 / 3;
/** Parsed entries held in memory while it is not yet known whether the delivery is whole. */
const HELD = 2_000;

export type Finished = Readonly<{ counts: Counts; position?: string; records: readonly ReceiptRecord[] }>;
type Work = Readonly<{
  delivery: Delivery;
  feed: FeedInfo;
  format: FeedFormat;
  /** Of a mapped format: how the feed is read. */
  mapping?: Mapping;
  worker: number;
}>;
type Source = () => AsyncIterable<Uint8Array>;

/**
 * Takes one delivery from its bytes to the store. The whole is parsed before anything of it is appended: a file that
 * is cut off leaves nothing behind. Each group of entries is one transaction with its part of the receipt, so that
 * after a kill it goes on where it stood. Throws a Problem where the delivery as a whole can't be read.
 */
export class DeliveryProcess {
  private counts: Counts;
  private position: string | undefined;
  private parsedDone: number;
  private readonly records: ReceiptRecord[] = [];
  private readonly appender: GroupAppender;

  constructor(
    private readonly options: IntakeOptions,
    private readonly work: Work,
    /** Whether the receipt's lines are wanted at the end; not for large files. */
    private readonly keepRecords: boolean,
    known: KnownStreams,
  ) {
    const { delivery, feed } = work;
    this.counts = delivery.counts;
    this.position = delivery.position;
    this.parsedDone = delivery.parsedDone;
    this.appender = new GroupAppender(options, { delivery, feed }, known);
  }

  /** `bytes`: the delivery where it is still in memory; else it is read from where it was kept. */
  async run(bytes?: Uint8Array): Promise<Finished> {
    const source: Source = bytes ? () => once(bytes) : () => this.kept();
    const resumed = this.parsedDone > 0;
    const small = resumed ? undefined : await this.readWhole(source);
    await this.appendAll(small ?? this.parse(source));
    const position = this.position ?? formatPosition(await this.options.store.head());
    return { counts: this.counts, position, records: this.records };
  }

  /** Reads to the end once; gives back what it read where that fits into memory. */
  private async readWhole(source: Source): Promise<readonly Parsed[] | undefined> {
    let held: Parsed[] | undefined = [];
    let complete = false;
    for await (const parsed of this.parse(source)) {
      complete = parsed.kind === 'complete';
      if (held && held.length < HELD) held.push(parsed);
      else held = undefined;
    }
    if (!complete) throw cutOff();
    return held;
  }

  private async appendAll(all: Iterable<Parsed> | AsyncIterable<Parsed>): Promise<void> {
    let group: GroupEntry[] = [];
    let size = 0;
    let read = 0;
    let scope: string | undefined;
    for await (const parsed of all) {
      read += 1;
      if (parsed.kind === 'complete') scope = parsed.scope;
      if (parsed.kind === 'complete' || read <= this.work.delivery.parsedDone) continue;
      group.push(parsed);
      size += weightOf(parsed);
      if (size < GROUP) continue;
      await this.appendGroup(group, false);
      group = [];
      size = 0;
    }
    await this.appendGroup(group, scope === undefined);
    if (scope !== undefined) await this.takeBackUnnamed(scope);
  }

  private async appendGroup(group: readonly GroupEntry[], last: boolean): Promise<void> {
    if (group.length === 0 && !last) return;
    this.parsedDone += group.length;
    await this.commit((also) => this.appender.append(group, also), last);
  }

  /** A new return that no longer names an item takes it back; page by page, each committed with its receipt. */
  private async takeBackUnnamed(scope: string): Promise<void> {
    const hash = this.appender.scopeHash(scope);
    const { pool } = this.options;
    for (;;) {
      const items = await itemsNotNamed(poolTx(pool), hash, this.work.delivery.seq, GROUP);
      const last = items.length < GROUP;
      await this.commit((also) => this.appender.takeBack(items, 'no longer in the return', also), last);
      if (last) return;
    }
  }

  private async commit(write: (also: Also) => Promise<Appended>, done: boolean): Promise<void> {
    let result: GroupResult | undefined;
    const appended = await write(async (tx, group) => {
      result = group;
      await writeProgress(tx, {
        deliveryId: this.work.delivery.id,
        worker: this.work.worker,
        parsedDone: this.parsedDone,
        counts: addCounts(this.counts, group.counts),
        records: group.records,
        lags: group.lags,
        done,
      });
    });
    if (!result) return;
    this.counts = addCounts(this.counts, result.counts);
    if (appended.events.length > 0) this.position = formatPosition(appended.position);
    if (this.keepRecords) this.records.push(...result.records);
  }

  private parse(source: Source): AsyncIterable<Parsed> {
    const { delivery, format, mapping } = this.work;
    const { receivedAt, mediaType } = delivery;
    return format.parse(source(), { receivedAt, mediaType, ...(mapping ? { mapping } : {}) });
  }

  private kept(): AsyncIterable<Uint8Array> {
    return rawOf(this.options.pool, this.options.vault, this.work.delivery.id);
  }
}

/** Hardly any of those that can only take back has anything to take back. */
function weightOf(entry: GroupEntry): number {
  if (entry.kind !== 'record') return 1;
  return Math.max(1, entry.facts.length) * (entry.ifKnown ? LIGHT : 1);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export const cutOff = (): Problem =>
  new Problem(
    'delivery-cut-off',
    422,
    'The delivery ends too early',
    'Its end is missing. Nothing of it was taken in; send it again.',
  );
