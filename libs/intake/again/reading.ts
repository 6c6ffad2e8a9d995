import { inTransaction } from '@tributary/event-store';
import type { FeedFormat, Mapping, Parsed } from '@tributary/feeds';
import { type FeedId, Problem, type Tx } from '@tributary/kernel';
import { differences } from '../domain/differences';
import { NO_COUNTS } from '../domain/receipt';
import type { Mappings } from '../mapping/mappings';
import { GroupAppender, type GroupResult } from '../pipeline/append-group';
import type { GroupEntry } from '../pipeline/group-parts';
import type { KnownStreams } from '../pipeline/known-streams';
import type { FeedInfo, IntakeOptions } from '../pipeline/ports';
import { addToReceipt } from '../storage/group-rows';
import { rawOf } from '../storage/raw';
import { COLUMNS, type Delivery, type DeliveryRow, toDelivery } from '../storage/tables';

/** Entries of one append. */
const GROUP = 200;

export type ReadBefore = Readonly<{ delivery: Delivery; mapping: number | null }>;
type Entry = Exclude<Parsed, { kind: 'complete' }>;
/** Of which run it is, by which version it reads, and what is counted with each group. */
export type Reading = Readonly<{
  run: string;
  version: number;
  counted: (tx: Tx, corrections: number) => Promise<void>;
  /** With the last: the delivery is read by that version from then on. */
  ended: (tx: Tx, refused: boolean) => Promise<void>;
  goesOn: () => boolean;
}>;

/**
 * Reads deliveries of which the bytes are still held anew, by a mapping that was mended since: what differs from what
 * they were read as becomes corrections, under the time and the order of the delivery. What the source has said since
 * is not touched.
 */
export class ReadingAnew {
  constructor(
    private readonly options: IntakeOptions,
    private readonly mappings: Mappings,
    private readonly known: KnownStreams,
  ) {}

  /** The next of a feed after that one that another version read. */
  async next(
    feed: FeedId,
    after: string | null,
    { version, until }: Readonly<{ version: number; until: string | null }>,
  ): Promise<ReadBefore | undefined> {
    const { rows } = await this.options.pool.query<DeliveryRow & { mapping: number | null }>(
      `SELECT ${COLUMNS}, d.mapping FROM intake.deliveries d
       WHERE d.feed = $1 AND d.raw_held AND d.status = 'done' AND d.mapping IS DISTINCT FROM $2::int
         AND d.seq > coalesce($3::bigint, 0) AND d.seq <= $4::bigint ORDER BY d.seq LIMIT 1`,
      [feed, version, after, until],
    );
    return rows[0] && { delivery: toDelivery(rows[0]), mapping: rows[0].mapping };
  }

  /** Groups are a transaction each; one that was cut short is read anew from its start, and doubles nothing. */
  async read(feed: FeedInfo, { delivery, mapping }: ReadBefore, reading: Reading): Promise<void> {
    const format = this.options.formats(feed.format);
    const [before, after] = await Promise.all([
      mapping === null ? undefined : this.mappings.byVersion(feed.id, mapping),
      this.mappings.byVersion(feed.id, reading.version),
    ]);
    const appender = new GroupAppender(this.options, { delivery, feed, again: reading.run }, this.known);
    let refused = false;
    try {
      const groups = inGroups(pairs(this.parse(format, delivery, before), this.parse(format, delivery, after)));
      for await (const group of groups) {
        if (!reading.goesOn()) return;
        await appender.append(group, (tx, result) => corrected(tx, delivery.id, result, reading));
      }
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      refused = true;
    }
    await inTransaction(this.options.pool, async (tx) => {
      if (!refused) {
        await tx.query('UPDATE intake.deliveries SET mapping = $2 WHERE id = $1', [delivery.id, reading.version]);
      }
      await reading.ended(tx, refused);
    });
  }

  private async *parse(format: FeedFormat, delivery: Delivery, mapping: Mapping | undefined): AsyncGenerator<Entry> {
    if (!mapping) return;
    const { pool, vault } = this.options;
    const { receivedAt, mediaType } = delivery;
    for await (const parsed of format.parse(rawOf(pool, vault, delivery.id), { receivedAt, mediaType, mapping })) {
      if (parsed.kind !== 'complete') yield parsed;
    }
  }
}

/** Each place as it was read and as it is read now; alone where the mappings do not part the delivery alike. */
async function* pairs(
  before: AsyncGenerator<Entry>,
  after: AsyncGenerator<Entry>,
): AsyncGenerator<readonly [Entry | undefined, Entry]> {
  try {
    for await (const now of after) {
      const then = await before.next();
      const same = then.done !== true && then.value.place === now.place;
      yield [same ? then.value : undefined, now];
    }
  } finally {
    await before.return(undefined);
  }
}

async function* inGroups(
  read: AsyncIterable<readonly [Entry | undefined, Entry]>,
): AsyncGenerator<readonly GroupEntry[]> {
  let group: GroupEntry[] = [];
  for await (const [then, now] of read) {
    group.push(...differences(then, now));
    if (group.length < GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Only what came of it stands on the receipt: the rest stands there already. */
async function corrected(tx: Tx, deliveryId: string, result: GroupResult, { counted }: Reading): Promise<void> {
  const records = result.records.filter(({ eventIds = [] }) => eventIds.length > 0);
  const { accepted, retracted } = result.counts;
  if (records.length > 0) {
    await addToReceipt(tx, deliveryId, { ...result, records, counts: { ...NO_COUNTS, accepted, retracted } });
  }
  await counted(tx, accepted + retracted);
}
