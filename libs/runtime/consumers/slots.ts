import { Problem, type Tx } from '@tributary/kernel';
import { unparkSlot } from './parked';
import { otherSlot, type ProjectionDefinition, type Slot, SLOTS } from './types';

/** A read model's row in `store.projections`: which slot is read, and of which version its content is. */
export type Standing = Readonly<{ slot: Slot; version: number; status: string }>;

type Row = Readonly<{ slot: string; version: number; status: string }>;

const isSlot = (text: string): text is Slot => SLOTS.some((slot) => slot === text);

/** `lock`: keeps it as it is until the transaction ends, beside others (share) or alone (update). */
export async function readStanding(
  tx: Tx,
  name: string,
  lock: '' | 'FOR SHARE' | 'FOR UPDATE' = '',
): Promise<Standing | undefined> {
  const { rows } = await tx.query<Row>(`SELECT slot, version, status FROM store.projections WHERE name = $1 ${lock}`, [
    name,
  ]);
  const row = rows[0];
  if (!row) return undefined;
  if (!isSlot(row.slot)) throw new Error(`read model ${name} stands in an unknown slot`);
  return { slot: row.slot, version: row.version, status: row.status };
}

/** Its row, made at the first start of all. */
export async function standingOf(tx: Tx, definition: ProjectionDefinition): Promise<Standing> {
  const { rowCount } = await tx.query(
    `INSERT INTO store.projections (name, slot, version, status) VALUES ($1, 'read_a', $2, 'running')
     ON CONFLICT DO NOTHING`,
    [definition.name, definition.version],
  );
  // It is filled from the first event on: what a store that was brought back had parked, it meets again.
  if (rowCount === 1) for (const slot of SLOTS) await unparkSlot(tx, definition.name, slot);
  const standing = await readStanding(tx, definition.name);
  if (!standing) throw new Error(`read model ${definition.name} lost its row`);
  return standing;
}

/** `rebuilding:<version>` says that the other slot is being filled, and by which fold. */
export const rebuildingStatus = (version: number): string => `rebuilding:${version}`;

export async function markRebuilding(tx: Tx, definition: ProjectionDefinition): Promise<void> {
  await tx.query('UPDATE store.projections SET status = $2 WHERE name = $1', [
    definition.name,
    rebuildingStatus(definition.version),
  ]);
}

/** The next process that hosts it rebuilds it. */
export async function markOutdated(tx: Tx, name: string): Promise<void> {
  await tx.query(`UPDATE store.projections SET version = 0, status = 'running' WHERE name = $1`, [name]);
}

/** Readers get the other slot from here on. */
export async function swap(tx: Tx, definition: ProjectionDefinition, from: Slot): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE store.projections SET slot = $2, version = $3, status = 'running' WHERE name = $1 AND slot = $4`,
    [definition.name, otherSlot(from), definition.version, from],
  );
  if (rowCount !== 1) throw new Error(`read model ${definition.name} was swapped by another process`);
}

/** The slot to read a model from now. Ask each time: a rebuild swaps it. */
export async function activeSlot(tx: Tx, name: string): Promise<Slot> {
  const standing = await readStanding(tx, name);
  if (standing) return standing.slot;
  throw new Problem(
    'read-model-not-built',
    503,
    'This view is not there yet',
    `The read model ${name} has not been started in any process. Start the one that hosts it (hub or projector)`,
  );
}
