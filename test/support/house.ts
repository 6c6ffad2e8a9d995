import {
  type ChildId,
  FEED_START,
  type FeedPosition,
  isErased,
  type Recorded,
  type SealedRecord,
  uuidv7,
} from '@tributary/kernel';
import {
  activeSlot,
  type ProjectionDefinition,
  readConfig,
  rebuild,
  type RebuildIo,
  Runtime,
  type Slot,
} from '@tributary/runtime';
import type { Pool } from 'pg';
import { type Foundation, foundationOf } from '../../apps/composition/foundation';
import { allMigrations } from '../../apps/composition/migrations';
import { furnish, type Rooms } from '../../apps/composition/rooms';
import { readable } from '../../libs/testing/store';
import { onAnotherDay } from './another-day';
import { IN_TIME } from './processes';
import type { Shape } from './shapes';

/** A shape's store and read models, opened beside its running apps by the spec itself. */
export type House = Readonly<{ base: Foundation; rooms: Rooms; close(): Promise<void> }>;

export async function enter(shape: Pick<Shape, 'env'>): Promise<House> {
  const config = { ...readConfig(shape.env), logLevel: 'silent' as const };
  const runtime = await Runtime.open({ app: 'spec', config, migrations: allMigrations });
  const base = await foundationOf(runtime.parts);
  return { base, rooms: furnish(base), close: () => runtime.stop() };
}

/** The whole committed feed as it stands, sealed. */
export async function wholeFeed({ base }: House): Promise<readonly SealedRecord[]> {
  const all: SealedRecord[] = [];
  for (;;) {
    const { records } = await base.store.read(all.at(-1)?.at ?? FEED_START, 5_000);
    if (records.length === 0) return all;
    all.push(...records);
  }
}

/** Every event that can be read, in feed order. */
export async function wholeStore(house: House): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  const records = await wholeFeed(house);
  for (let i = 0; i < records.length; i += 2_000) {
    const opened = await house.base.store.open(records.slice(i, i + 2_000));
    for (const one of opened) if (!isErased(one)) all.push(one);
  }
  return all;
}

/** Until every read model holds the whole feed, in each of its partitions. */
export async function caughtUp({ base, rooms }: House, timeoutMs = IN_TIME): Promise<void> {
  const { stream, reads, store, partitionOfChild } = base;
  const oneEach = new Map<number, ChildId>();
  while (oneEach.size < stream.partitions) {
    const child = uuidv7() as ChildId;
    oneEach.set(partitionOfChild(child), child);
  }
  const names = rooms.projections.map(({ name }) => name);
  const head = await written(base.database.events);
  // A transaction that is still open anywhere keeps what came after it out of the feed.
  await readable(store, head);
  for (const [partition, child] of oneEach) {
    if (!(await reads.waitFor(head, names, { child, timeoutMs })))
      throw new Error(`partition ${partition} of the read models did not catch up within ${timeoutMs / 1_000} s`);
  }
}

type Asked = Pick<Pool, 'query'>;

/** The last place that was written, be it in the feed already or not. */
async function written(pool: Asked): Promise<FeedPosition> {
  const { rows } = await pool.query<{ generation: number; tx: string; position: string }>(
    `SELECT generation, tx::text, position::text FROM store.events
      ORDER BY generation DESC, store.events.tx DESC, position DESC LIMIT 1`,
  );
  const [row] = rows;
  return row ? { generation: row.generation, tx: Number(row.tx), position: Number(row.position) } : FEED_START;
}

const asked = (where: House | Asked): Asked => ('base' in where ? where.base.database.events : where);

/** All rows of a table as text, sorted; `condition` narrows them. */
export async function rowsOf(
  where: House | Asked,
  table: string,
  condition = 'true',
  values: readonly unknown[] = [],
): Promise<readonly string[]> {
  const { rows } = await asked(where).query<{ row: string }>(
    `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE ${condition} ORDER BY 1`,
    [...values],
  );
  return rows.map(({ row }) => row);
}

type Folds = ReadonlyMap<string, readonly string[]>;

/** The rows of a read model's tables in one slot. */
export async function foldsOf(where: House | Asked, definition: ProjectionDefinition, slot: Slot): Promise<Folds> {
  const folds = new Map<string, readonly string[]>();
  for (const table of definition.tables) folds.set(table, await rowsOf(where, `${slot}.${table}`));
  return folds;
}

/** A read model as its consumers left it, and as a rebuild of it from the feed alone has it. */
export type Compared = Readonly<{ name: string; followed: Folds; rebuilt: Folds }>;

export async function besideRebuilds({ base, rooms }: House): Promise<readonly Compared[]> {
  const { database, store, logger, metrics } = base;
  return besideRebuildsOf(rooms.projections, { pool: database.events, store, logger, metrics });
}

/** Each is rebuilt on another day, so that one which looks at the clock shows. */
export async function besideRebuildsOf(
  definitions: readonly ProjectionDefinition[],
  io: RebuildIo,
): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  for (const definition of definitions) {
    const before = await activeSlot(io.pool, definition.name);
    const followed = await foldsOf(io.pool, definition, before);
    const { slot } = await onAnotherDay(() => rebuild(definition, io));
    compared.push({ name: definition.name, followed, rebuilt: await foldsOf(io.pool, definition, slot) });
  }
  return compared;
}

/** The tables that differ, with the rows that only one side has; none where all is well. */
export function unlikeRebuild(compared: readonly Compared[]) {
  return compared.flatMap(({ name, followed, rebuilt }) =>
    [...rebuilt].flatMap(([table, rows]) => {
      const stands = followed.get(table) ?? [];
      const [missing, surplus] = [without(rows, stands), without(stands, rows)];
      return missing.length + surplus.length === 0 ? [] : [{ name, table, missing, surplus }];
    }),
  );
}

/** What of the list is left when each of the other's rows is taken out of it once. */
export function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const row of other) left.set(row, (left.get(row) ?? 0) + 1);
  return list.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}
