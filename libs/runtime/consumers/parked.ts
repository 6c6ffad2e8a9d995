import { type FeedPosition, formatPosition, type Tx } from '@tributary/kernel';

/** An event that one consumer could not take; it stands aside, the rest goes on. */
export type ParkedEvent = Readonly<{
  consumer: string;
  slot: string;
  partition: number;
  at: FeedPosition;
  reason: string;
  attempts: number;
}>;

/** Parks it, or counts on where it was parked before. */
export async function park(tx: Tx, parked: ParkedEvent): Promise<void> {
  const { consumer, slot, at, partition, reason, attempts } = parked;
  await tx.query(
    `INSERT INTO runtime.parked AS old (consumer, slot, generation, tx, position, partition, reason, attempts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (consumer, slot, generation, tx, position) DO UPDATE
       SET attempts = old.attempts + excluded.attempts, reason = excluded.reason, at = clock_timestamp()`,
    [consumer, slot, at.generation, at.tx, at.position, partition, reason, attempts],
  );
}

export async function unpark(tx: Tx, parked: Pick<ParkedEvent, 'consumer' | 'slot' | 'at'>): Promise<void> {
  const { consumer, slot, at } = parked;
  await tx.query(`DELETE FROM runtime.parked WHERE (consumer, slot, generation, tx, position) = ($1, $2, $3, $4, $5)`, [
    consumer,
    slot,
    at.generation,
    at.tx,
    at.position,
  ]);
}

/** All that a consumer parked in one slot, when that slot is emptied or left. */
export async function unparkSlot(tx: Tx, consumer: string, slot: string): Promise<void> {
  await tx.query('DELETE FROM runtime.parked WHERE consumer = $1 AND slot = $2', [consumer, slot]);
}

type Row = Readonly<{
  consumer: string;
  slot: string;
  generation: number;
  tx: string;
  position: string;
  partition: number;
  reason: string;
  attempts: number;
}>;

/** Oldest first; of all consumers where none is named. */
export async function listParked(tx: Tx, consumer?: string): Promise<readonly ParkedEvent[]> {
  const { rows } = await tx.query<Row>(
    `SELECT consumer, slot, generation, tx, position, partition, reason, attempts FROM runtime.parked
      WHERE $1::text IS NULL OR consumer = $1 ORDER BY consumer, slot, generation, tx, position`,
    [consumer ?? null],
  );
  return rows.map((row) => ({
    consumer: row.consumer,
    slot: row.slot,
    partition: row.partition,
    at: { generation: row.generation, tx: Number(row.tx), position: Number(row.position) },
    reason: row.reason,
    attempts: row.attempts,
  }));
}

/** Their places as text. */
export async function parkedPlaces(tx: Tx, consumer: string, slot: string): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<Pick<Row, 'generation' | 'tx' | 'position'>>(
    'SELECT generation, tx, position FROM runtime.parked WHERE consumer = $1 AND slot = $2',
    [consumer, slot],
  );
  return new Set(
    rows.map((row) =>
      formatPosition({ generation: row.generation, tx: Number(row.tx), position: Number(row.position) }),
    ),
  );
}
