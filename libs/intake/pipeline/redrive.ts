import { type FeedId, formatPosition, Problem, type Tx } from '@tributary/kernel';
import { addCounts, type Counts, NO_COUNTS } from '../domain/receipt';
import type { Deliveries } from '../storage/deliveries';
import { rawGone } from '../storage/raw';
import type { Delivery } from '../storage/tables';
import { GroupAppender, type GroupResult } from './append-group';
import type { GroupEntry } from './group-parts';
import type { Mappings } from '../mapping/mappings';
import type { KnownStreams } from './known-streams';
import type { FeedInfo, IntakeOptions } from './ports';

export type Redriven = Readonly<{
  tried: number;
  redriven: number;
  stillParked: number;
  requeued: number;
  position?: string;
}>;
type ParkedRow = { id: string; delivery_id: string; place: string; sealed: Buffer | null };

class TakenElsewhere extends Error {}

/**
 * Sends parked records through the parser again, after a mapping was put right. A record leaves the list in the
 * transaction that appends its events: never twice. It keeps the time and the order of its delivery, so that it does
 * not replace what its source said since.
 */
export class Redrive {
  constructor(
    private readonly options: IntakeOptions,
    private readonly deliveries: Deliveries,
    private readonly known: KnownStreams,
    private readonly mappings: Mappings,
  ) {}

  /** Throws a Problem where there is no such parked record. */
  async one(feed: FeedInfo, id: string): Promise<Redriven> {
    const { rows } = await this.options.pool.query<ParkedRow>(
      `SELECT id, delivery_id, place, sealed FROM intake.parked WHERE feed = $1 AND id = $2 AND status = 'parked'`,
      [feed.id, id],
    );
    const row = rows[0];
    if (!row) throw notParked();
    const tally = new Tally();
    await this.tryRow(feed, row, tally);
    return tally.result(0);
  }

  /** All of a feed: failed deliveries go back into the queue, parked records are tried one by one, oldest first. */
  async all(feed: FeedInfo, progress?: (tried: number) => void): Promise<Redriven> {
    const requeued = await this.deliveries.requeueFailed(feed.id);
    const tally = new Tally();
    for await (const row of this.parked(feed.id)) {
      await this.tryRow(feed, row, tally);
      progress?.(tally.tried);
    }
    return tally.result(requeued);
  }

  private async *parked(feed: FeedId): AsyncGenerator<ParkedRow> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const { rows } = await this.options.pool.query<ParkedRow>(
        `SELECT id, delivery_id, place, sealed FROM intake.parked
         WHERE feed = $1 AND status = 'parked' AND id > $2 ORDER BY id LIMIT 100`,
        [feed, after],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  private async tryRow(feed: FeedInfo, row: ParkedRow, tally: Tally): Promise<void> {
    tally.tried += 1;
    const delivery = await this.deliveries.byId(row.delivery_id);
    const raw = row.sealed && (await this.options.vault.openPayload(row.sealed));
    if (!delivery || !raw) return this.note(row.id, rawGone());
    const parsed = await this.parse(feed, delivery, raw);
    if (parsed instanceof Problem) return this.note(row.id, parsed);
    await this.appendAgain(feed, delivery, { row, entries: parsed, tally }).catch((error: unknown) => {
      if (!(error instanceof TakenElsewhere)) throw error;
    });
  }

  /** The entries at the place of the parked record; a Problem where the parser still can't read it. */
  private async parse(feed: FeedInfo, delivery: Delivery, raw: Buffer): Promise<GroupEntry[] | Problem> {
    const entries: GroupEntry[] = [];
    const { receivedAt, mediaType } = delivery;
    const format = this.options.formats(feed.format);
    // Whoever sends it again has mended the mapping since: by the one in force now.
    const { mapping } = (format.mapped && (await this.mappings.inForce(feed.id))) || {};
    const options = { receivedAt, mediaType, ...(mapping ? { mapping } : {}) };
    try {
      for await (const parsed of format.parse(once(raw), options)) {
        if (parsed.kind === 'parked') return new Problem(parsed.code, 422, 'Still parked', parsed.message);
        if (parsed.kind !== 'complete') entries.push(parsed);
      }
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    return entries;
  }

  private async appendAgain(
    feed: FeedInfo,
    delivery: Delivery,
    again: { row: ParkedRow; entries: readonly GroupEntry[]; tally: Tally },
  ): Promise<void> {
    const { row, tally } = again;
    const entries = again.entries.map((entry, i) => ({
      ...entry,
      place: i === 0 ? row.place : `${row.place} (${i + 1})`,
    }));
    const appender = new GroupAppender(this.options, delivery, feed, this.known);
    const appended = await appender.append(entries, (tx, result) => release(tx, row.id, delivery.id, result));
    tally.redriven += 1;
    if (appended.events.length > 0) tally.position = formatPosition(appended.position);
  }

  private async note(id: string, problem: Problem): Promise<void> {
    await this.options.pool.query(
      `UPDATE intake.parked SET tries = tries + 1, tried_at = clock_timestamp(), code = $2, message = $3
       WHERE id = $1 AND status = 'parked'`,
      [id, problem.code, problem.detail],
    );
  }
}

class Tally {
  tried = 0;
  redriven = 0;
  position: string | undefined;

  result(requeued: number): Redriven {
    const { tried, redriven, position } = this;
    return {
      tried,
      redriven,
      stillParked: tried - redriven,
      requeued,
      ...(position === undefined ? {} : { position }),
    };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Off the list and onto the receipt, with the events. */
async function release(tx: Tx, parkedId: string, deliveryId: string, result: GroupResult): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE intake.parked SET status = 'redriven', sealed = NULL, tried_at = clock_timestamp(), tries = tries + 1
     WHERE id = $1 AND status = 'parked'`,
    [parkedId],
  );
  if (rowCount !== 1) throw new TakenElsewhere();
  const { rows } = await tx.query<{ counts: Partial<Counts>; chunks: number }>(
    'SELECT counts, chunks FROM intake.deliveries WHERE id = $1 FOR UPDATE',
    [deliveryId],
  );
  const chunks = (rows[0]?.chunks ?? 0) + 1;
  const counts = addCounts({ ...NO_COUNTS, ...rows[0]?.counts }, { ...result.counts, parked: -1 });
  const records = result.records.map((record) => ({ ...record, redriven: true }));
  await tx.query('UPDATE intake.deliveries SET counts = $2, chunks = $3 WHERE id = $1', [
    deliveryId,
    JSON.stringify(counts),
    chunks,
  ]);
  await tx.query('INSERT INTO intake.receipt_chunks (delivery_id, seq, records, lags) VALUES ($1, $2, $3, $4)', [
    deliveryId,
    chunks,
    JSON.stringify(records),
    JSON.stringify(result.lags),
  ]);
}

const notParked = (): Problem =>
  new Problem('not-parked', 404, 'No such parked record', 'It does not exist, or it was redriven already.');
