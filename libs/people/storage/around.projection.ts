import { type DataOf, isEvent, RELATIONSHIP } from '@tributary/catalogue';
import type { ChildId, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

const NAME = 'people-around';
const VERSION = 2;

/**
 * Which children's records have named a person or a household, to find siblings by. Whether one still does is folded from
 * its events when it is asked; names, kinds and days stand in none of its rows.
 */
export const aroundProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: [RELATIONSHIP],
  tables: ['people_around'],
  create: (slot) => create(slot),
};

function create(slot: Slot): Projection {
  const table = `${slot}.people_around`;
  return {
    name: NAME,
    version: VERSION,
    handles: [RELATIONSHIP],
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      const ties = batch.flatMap(({ event }) =>
        isEvent(event, RELATIONSHIP) && event.childId ? tiesOf(event.data).map((tie) => [tie, event.childId]) : [],
      );
      if (ties.length === 0) return;
      await tx.query(
        `INSERT INTO ${table} (tie, child_id) SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING`,
        [ties.map(([tie]) => tie), ties.map(([, child]) => child)],
      );
    },
    async forget(children: readonly ChildId[], tx: Tx): Promise<void> {
      await tx.query(`DELETE FROM ${table} WHERE child_id = ANY($1::uuid[])`, [children]);
    },
    async reset(tx: Tx): Promise<void> {
      await tx.query(`TRUNCATE ${table}`);
    },
  };
}

const tiesOf = ({ person, household }: DataOf<typeof RELATIONSHIP>): readonly string[] =>
  household === undefined ? [person] : [person, household];

/** More children than these, and nobody is a parent of all of them: a system that gives everybody one number. */
export const MOST_CHILDREN = 20;

/** Children whose records have named any of these; what too many name ties nobody. */
export async function childrenNaming(tx: Tx, slot: Slot, ties: readonly string[]): Promise<readonly ChildId[]> {
  if (ties.length === 0) return [];
  const { rows } = await tx.query<{ child: ChildId }>(
    `SELECT DISTINCT unnest(f.children) AS child
       FROM unnest($1::text[]) AS t (tie),
            LATERAL (SELECT array_agg(child_id) AS children
                       FROM (SELECT child_id FROM ${slot}.people_around WHERE tie = t.tie LIMIT $2 + 1) c) f
      WHERE cardinality(f.children) <= $2 ORDER BY child`,
    [[...new Set(ties)], MOST_CHILDREN],
  );
  return rows.map(({ child }) => child);
}

/** Those of these children whose records have named what the records of another of them have named too. */
export async function tiedAmong(tx: Tx, slot: Slot, children: readonly ChildId[]): Promise<readonly ChildId[]> {
  if (children.length < 2) return [];
  const { rows } = await tx.query<{ tie: string }>(
    `SELECT tie FROM ${slot}.people_around WHERE child_id = ANY($1::uuid[])
      GROUP BY tie HAVING count(*) BETWEEN 2 AND $2`,
    [children, MOST_CHILDREN],
  );
  const asked = new Set(children);
  const tied = await childrenNaming(
    tx,
    slot,
    rows.map(({ tie }) => tie),
  );
  return tied.filter((child) => asked.has(child));
}

/** Other children whose records have named what this one's have. */
export async function childrenTiedTo(tx: Tx, slot: Slot, child: ChildId): Promise<readonly ChildId[]> {
  const { rows } = await tx.query<{ tie: string }>(`SELECT tie FROM ${slot}.people_around WHERE child_id = $1`, [
    child,
  ]);
  const tied = await childrenNaming(
    tx,
    slot,
    rows.map(({ tie }) => tie),
  );
  return tied.filter((one) => one !== child);
}
