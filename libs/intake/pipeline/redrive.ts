import { inTransaction } from '@tributary/event-store';
import { type FeedId, formatPosition, Problem, type Tx } from '@tributary/kernel';
import { addToReceipt } from '../storage/group-rows';
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
  position?: string;
}>;
export type ParkedRow = Readonly<{ id: string; delivery_id: string; place: string; sealed: Buffer | null }>;
/** Rows that stand or fall with what became of a record. */
export type AlsoNote = (tx: Tx, taken: boolean) => Promise<void>;

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
    const { taken, position } = await this.again(feed, row, async () => undefined);
    const redriven = taken ? 1 : 0;
    return { tried: 1, redriven, stillParked: 1 - redriven, ...(position === undefined ? {} : { position }) };
  }

  /** The next of a feed after that one, in the order in which they were parked. */
  async next(feed: FeedId, after: string | null, which: Readonly<{ code?: string; until: string | null }>) {
    const { rows } = await this.options.pool.query<ParkedRow>(
      `SELECT id, delivery_id, place, sealed FROM intake.parked
       WHERE feed = $1 AND status = 'parked' AND ($2::uuid IS NULL OR id > $2) AND id <= $3 AND ($4::text IS NULL OR code = $4)
       ORDER BY id LIMIT 1`,
      [feed, after, which.until, which.code ?? null],
    );
    return rows[0];
  }

  /** Tries one parked record; `also` is of the transaction that takes it in, or notes why it stays parked. */
  async again(
    feed: FeedInfo,
    row: ParkedRow,
    also: AlsoNote,
  ): Promise<Readonly<{ taken: boolean; position?: string }>> {
    const delivery = await this.deliveries.byId(row.delivery_id);
    const raw = row.sealed && (await this.options.vault.openPayload(row.sealed));
    if (!delivery || !raw) return this.leave(row, rawGone(), also);
    const parsed = await this.parse(feed, delivery, raw);
    if (parsed instanceof Problem) return this.leave(row, parsed, also);
    try {
      return await this.appendAgain(feed, delivery, { row, entries: parsed, also });
    } catch (error) {
      if (!(error instanceof TakenElsewhere)) throw error;
      await inTransaction(this.options.pool, (tx) => also(tx, false));
      return { taken: false };
    }
  }

  /** It stays parked, for that reason. */
  async leave(row: Pick<ParkedRow, 'id'>, problem: Problem, also: AlsoNote): Promise<Readonly<{ taken: false }>> {
    await inTransaction(this.options.pool, async (tx) => {
      await tx.query(
        `UPDATE intake.parked SET tries = tries + 1, tried_at = clock_timestamp(), code = $2, message = $3
         WHERE id = $1 AND status = 'parked'`,
        [row.id, problem.code, problem.detail],
      );
      await also(tx, false);
    });
    return { taken: false };
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
    again: { row: ParkedRow; entries: readonly GroupEntry[]; also: AlsoNote },
  ): Promise<Readonly<{ taken: true; position?: string }>> {
    const { row, also } = again;
    const entries = again.entries.map((entry, i) => ({
      ...entry,
      place: i === 0 ? row.place : `${row.place} (${i + 1})`,
    }));
    const appender = new GroupAppender(this.options, { delivery, feed }, this.known);
    const appended = await appender.append(entries, async (tx, result) => {
      await release(tx, row.id, delivery.id, result);
      await also(tx, true);
    });
    return { taken: true, ...(appended.events.length > 0 ? { position: formatPosition(appended.position) } : {}) };
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
  await addToReceipt(tx, deliveryId, { ...result, counts: { ...result.counts, parked: -1 } });
}

const notParked = (): Problem =>
  new Problem('not-parked', 404, 'No such parked record', 'It does not exist, or it was redriven already.');
