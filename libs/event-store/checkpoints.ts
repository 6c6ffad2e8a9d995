import { type FeedPosition, Problem, type Tx } from '@tributary/kernel';

/** One consumer's place in one partition. `slot` is read_a or read_b for a read model, 'none' for any other consumer. */
export type CheckpointKey = Readonly<{ name: string; slot: string; partition: number }>;

type Row = { generation: number; tx: string; position: string };

const toPosition = (row: Row): FeedPosition => ({
  generation: row.generation,
  tx: Number(row.tx),
  position: Number(row.position),
});

/** The place as it stands, locked until the transaction ends; the start of the feed where there was none. */
export async function lockCheckpoint(tx: Tx, key: CheckpointKey): Promise<FeedPosition> {
  const values = [key.name, key.slot, key.partition];
  await tx.query(
    'INSERT INTO store.checkpoints (name, slot, partition) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    values,
  );
  const { rows } = await tx.query<Row>(
    'SELECT generation, tx, position FROM store.checkpoints WHERE name = $1 AND slot = $2 AND partition = $3 FOR UPDATE',
    values,
  );
  if (!rows[0]) throw new Error(`checkpoint ${key.name}/${key.slot}/${key.partition} vanished under its lock`);
  return toPosition(rows[0]);
}

/** Moves it on. Throws `checkpoint-moved` where it no longer stands at `from`: another consumer was there. */
export async function moveCheckpoint(tx: Tx, key: CheckpointKey, from: FeedPosition, to: FeedPosition): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE store.checkpoints SET generation = $4, tx = $5, position = $6
      WHERE name = $1 AND slot = $2 AND partition = $3 AND (generation, tx, position) = ($7, $8, $9)`,
    [key.name, key.slot, key.partition, to.generation, to.tx, to.position, from.generation, from.tx, from.position],
  );
  if (rowCount === 1) return;
  throw new Problem(
    'checkpoint-moved',
    409,
    'Another consumer moved the checkpoint',
    `${key.name}/${key.slot}/${key.partition} is no longer where this consumer left it; it starts again from there`,
  );
}

/** Where a consumer stands, without a lock. */
export async function readCheckpoint(tx: Tx, key: CheckpointKey): Promise<FeedPosition | undefined> {
  const { rows } = await tx.query<Row>(
    'SELECT generation, tx, position FROM store.checkpoints WHERE name = $1 AND slot = $2 AND partition = $3',
    [key.name, key.slot, key.partition],
  );
  return rows[0] && toPosition(rows[0]);
}

/** Forgets the places of a consumer's slot, for a rebuild from the start. */
export async function resetCheckpoints(tx: Tx, name: string, slot: string): Promise<void> {
  await tx.query('DELETE FROM store.checkpoints WHERE name = $1 AND slot = $2', [name, slot]);
}
