import { inTransaction, resetCheckpoints } from '@tributary/event-store';
import type { Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { EVERY_PARTITION, RELAY_SLOT } from '../consumers/places';
import { markOutdated } from '../consumers/slots';

/**
 * Places belong to a layout of partitions. Where the stream was exchanged for one of another layout, a place per
 * partition says nothing any more: consumers that stood evenly go on from there, read models that did not are rebuilt,
 * and reactors repeat from their lowest place, which changes nothing.
 */
export async function adoptLayout(pool: Pool, layout: string): Promise<'same' | 'adopted'> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ layout: string }>('SELECT layout FROM runtime.layout FOR UPDATE');
    if (rows[0]?.layout === layout) return 'same';
    if (rows[0]) await evenOut(tx);
    await tx.query(
      'INSERT INTO runtime.layout (layout) VALUES ($1) ON CONFLICT (one) DO UPDATE SET layout = excluded.layout',
      [layout],
    );
    return 'adopted';
  });
}

type Lowest = Readonly<{ name: string; slot: string; generation: number; tx: string; position: string; even: boolean }>;

async function evenOut(tx: Tx): Promise<void> {
  const { rows } = await tx.query<Lowest>(
    `SELECT DISTINCT ON (name, slot) name, slot, generation, checkpoints.tx, position,
            NOT EXISTS (SELECT FROM store.checkpoints other
                         WHERE (other.name, other.slot) = (checkpoints.name, checkpoints.slot)
                           AND (other.generation, other.tx, other.position)
                            <> (checkpoints.generation, checkpoints.tx, checkpoints.position)) AS even
       FROM store.checkpoints WHERE slot <> '${RELAY_SLOT}'
      ORDER BY name, slot, generation, checkpoints.tx, position`,
  );
  for (const { name, slot, generation, tx: id, position, even } of rows) {
    await resetCheckpoints(tx, name, slot);
    await tx.query(
      `INSERT INTO store.checkpoints (name, slot, partition, generation, tx, position) VALUES ($1, $2, $3, $4, $5, $6)`,
      [name, slot, EVERY_PARTITION, generation, id, position],
    );
    if (!even && slot !== 'none') await markOutdated(tx, name);
  }
}
