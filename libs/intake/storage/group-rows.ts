import type { ItemKey } from '@tributary/event-store';
import type { Tx } from '@tributary/kernel';
import type { LateKey, TrackedItem } from '../domain/plan-append';
import type { Lags } from '../domain/lag';
import { addCounts, type Counts, NO_COUNTS, type ParkedPlace, type ReceiptRecord } from '../domain/receipt';

/** Another worker has this delivery now; nothing of this transaction stands. */
export class Fenced extends Error {
  constructor() {
    super('this delivery is in other hands');
  }
}

export type SealedParked = ParkedPlace & Readonly<{ id: string; sealed: Buffer }>;
export type Progress = Readonly<{
  deliveryId: string;
  worker: number;
  /** How many of the parser's results are dealt with now. */
  parsedDone: number;
  counts: Counts;
  records: readonly ReceiptRecord[];
  lags: Lags;
  /** Nothing is left to do. */
  done: boolean;
}>;

/**
 * The feed position of the events of this very transaction; the appender tells it only after the commit, and a
 * receipt must not be done without it.
 */
export const POSITION_HERE = `(SELECT e.generation || '.' || e.tx || '.' || e.position FROM store.events e
  WHERE e.generation = (SELECT generation FROM store.meta) AND e.tx = pg_current_xact_id()
  ORDER BY e.position DESC LIMIT 1)`;

/** Moves a delivery on, in the transaction of its events. Throws Fenced where the delivery is not this worker's. */
export async function writeProgress(tx: Tx, progress: Progress): Promise<void> {
  const { rowCount } = await tx.query(
    `WITH moved AS (
       UPDATE intake.deliveries SET parsed_done = $3, chunks = chunks + 1, counts = $4,
           position = coalesce(${POSITION_HERE}, position),
           status = CASE WHEN $6 THEN 'done' ELSE status END,
           finished_at = CASE WHEN $6 THEN clock_timestamp() END
         WHERE id = $1 AND worker = $2 AND status = 'processing' RETURNING chunks)
     INSERT INTO intake.receipt_chunks (delivery_id, seq, records, lags) SELECT $1, chunks, $5, $7 FROM moved`,
    [
      progress.deliveryId,
      progress.worker,
      progress.parsedDone,
      JSON.stringify(progress.counts),
      JSON.stringify(progress.records),
      progress.done,
      JSON.stringify(progress.lags),
    ],
  );
  if (rowCount !== 1) throw new Fenced();
}

/** Writes on a finished delivery's receipt what became of more of it since, and adds its counts. */
export async function addToReceipt(
  tx: Tx,
  deliveryId: string,
  { counts, records, lags }: Pick<Progress, 'counts' | 'records' | 'lags'>,
): Promise<void> {
  const { rows } = await tx.query<{ counts: Partial<Counts>; chunks: number }>(
    'SELECT counts, chunks FROM intake.deliveries WHERE id = $1 FOR UPDATE',
    [deliveryId],
  );
  const chunks = (rows[0]?.chunks ?? 0) + 1;
  const sum = addCounts({ ...NO_COUNTS, ...rows[0]?.counts }, counts);
  await tx.query('UPDATE intake.deliveries SET counts = $2, chunks = $3 WHERE id = $1', [
    deliveryId,
    JSON.stringify(sum),
    chunks,
  ]);
  await tx.query('INSERT INTO intake.receipt_chunks (delivery_id, seq, records, lags) VALUES ($1, $2, $3, $4)', [
    deliveryId,
    chunks,
    JSON.stringify(records.map((record) => ({ ...record, redriven: true }))),
    JSON.stringify(lags),
  ]);
}

export type ParkedContext = Readonly<{ deliveryId: string; feed: string }>;

export async function writeParked(tx: Tx, context: ParkedContext, parked: readonly SealedParked[]): Promise<void> {
  if (parked.length === 0) return;
  await tx.query(
    `INSERT INTO intake.parked (id, delivery_id, feed, place, code, message, sealed, status, parked_at)
     SELECT p.id, $1, $2, p.place, p.code, p.message, p.sealed, 'parked', clock_timestamp()
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bytea[]) AS p (id, place, code, message, sealed)`,
    [
      context.deliveryId,
      context.feed,
      parked.map((p) => p.id),
      parked.map((p) => p.place),
      parked.map((p) => p.code),
      parked.map((p) => p.message),
      parked.map((p) => p.sealed),
    ],
  );
}

/** Keeps the list of items that stand, in the transaction that states or retracts them. */
export async function writeItems(
  tx: Tx,
  delivery: number,
  change: Readonly<{ stated: readonly TrackedItem[]; retracted: readonly ItemKey[]; late: readonly LateKey[] }>,
): Promise<void> {
  const { stated, retracted, late } = change;
  if (stated.length > 0) {
    await tx.query(
      `INSERT INTO intake.items (stream_id, item, kind, scope, delivery)
       SELECT i.*, $5::bigint FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS i
       ON CONFLICT (stream_id, item) DO UPDATE SET kind = EXCLUDED.kind, scope = EXCLUDED.scope,
         delivery = greatest(items.delivery, EXCLUDED.delivery)
         WHERE EXCLUDED.scope IS NOT NULL OR (items.kind, items.scope) IS DISTINCT FROM (EXCLUDED.kind, EXCLUDED.scope)`,
      [
        stated.map((i) => i.streamId),
        stated.map((i) => i.item),
        stated.map((i) => i.kind),
        stated.map((i) => i.scope),
        delivery,
      ],
    );
  }
  if (retracted.length > 0) {
    await tx.query(
      `DELETE FROM intake.items USING unnest($1::text[], $2::text[]) AS gone (stream_id, item)
       WHERE items.stream_id = gone.stream_id AND items.item = gone.item`,
      [retracted.map((i) => i.streamId), retracted.map((i) => i.item)],
    );
  }
  if (late.length > 0) {
    await tx.query(
      `INSERT INTO intake.late (stream_id, item, revision, content)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [late.map((l) => l.streamId), late.map((l) => l.item), late.map((l) => l.revision), late.map((l) => l.content)],
    );
  }
}

type ItemRow = { stream_id: TrackedItem['streamId']; item: TrackedItem['item']; kind: string; scope: string | null };
const toItem = (row: ItemRow): TrackedItem => ({
  streamId: row.stream_id,
  item: row.item,
  kind: row.kind,
  scope: row.scope,
});

/** Items of a record that stand. */
export async function itemsOf(tx: Tx, streams: readonly string[]): Promise<readonly TrackedItem[]> {
  const { rows } = await tx.query<ItemRow>(
    'SELECT stream_id, item, kind, scope FROM intake.items WHERE stream_id = ANY ($1) ORDER BY stream_id, item',
    [streams],
  );
  return rows.map(toItem);
}

/** Items of a collection that another delivery than this one named last; a page of them. */
export async function itemsNotNamed(
  tx: Tx,
  scope: string,
  delivery: number,
  limit: number,
): Promise<readonly TrackedItem[]> {
  const { rows } = await tx.query<ItemRow>(
    `SELECT stream_id, item, kind, scope FROM intake.items WHERE scope = $1 AND delivery < $2
     ORDER BY delivery LIMIT $3`,
    [scope, delivery, limit],
  );
  return rows.map(toItem);
}

/** Which of these late statements were accepted before. */
export async function knownLate(tx: Tx, keys: readonly LateKey[]): Promise<readonly LateKey[]> {
  const { rows } = await tx.query<{
    stream_id: LateKey['streamId'];
    item: LateKey['item'];
    revision: string;
    content: string;
  }>(
    `SELECT l.* FROM intake.late l JOIN unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS k (stream_id, item, revision, content) USING (stream_id, item, revision, content)`,
    [keys.map((l) => l.streamId), keys.map((l) => l.item), keys.map((l) => l.revision), keys.map((l) => l.content)],
  );
  return rows.map((r) => ({ streamId: r.stream_id, item: r.item, revision: r.revision, content: r.content }));
}
