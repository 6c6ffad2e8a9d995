import { isEvent, RELATIONSHIP } from '@tributary/catalogue';
import type { ChildId, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

const NAME = 'people-around';
const VERSION = 1;

/**
 * Which children's records have named a person, to find siblings by. Whether one still does is folded from its events
 * when it is asked; names, kinds and days stand in none of its rows.
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
      const named = batch.flatMap(({ event }) =>
        isEvent(event, RELATIONSHIP) && event.childId ? [[event.data.person, event.childId] as const] : [],
      );
      if (named.length === 0) return;
      await tx.query(
        `INSERT INTO ${table} (person, child_id) SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING`,
        [named.map(([person]) => person), named.map(([, child]) => child)],
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

/** More children than these, and somebody is no parent of theirs: a system that gives everybody one number. */
export const MOST_CHILDREN = 20;

/** Children whose records have named any of these, by person; a person whom too many name is nobody's. */
export async function childrenNaming(
  tx: Tx,
  slot: Slot,
  persons: readonly string[],
): Promise<ReadonlyMap<string, readonly ChildId[]>> {
  if (persons.length === 0) return new Map();
  const { rows } = await tx.query<{ person: string; children: ChildId[] }>(
    `SELECT p.person, array_agg(f.child_id ORDER BY f.child_id) AS children
       FROM unnest($1::text[]) AS p (person),
            LATERAL (SELECT child_id FROM ${slot}.people_around WHERE person = p.person LIMIT $2 + 1) f
      GROUP BY p.person HAVING count(*) <= $2`,
    [persons, MOST_CHILDREN],
  );
  return new Map(rows.map(({ person, children }) => [person, children]));
}

/** Those of these children whose records have named a person whom the records of another of them have named too. */
export async function sharingPersons(tx: Tx, slot: Slot, children: readonly ChildId[]): Promise<readonly ChildId[]> {
  if (children.length < 2) return [];
  const { rows } = await tx.query<{ person: string }>(
    `SELECT person FROM ${slot}.people_around WHERE child_id = ANY($1::uuid[])
      GROUP BY person HAVING count(*) BETWEEN 2 AND $2`,
    [children, MOST_CHILDREN],
  );
  const asked = new Set(children);
  const naming = await childrenNaming(
    tx,
    slot,
    rows.map(({ person }) => person),
  );
  return [...new Set([...naming.values()].flat())].filter((child) => asked.has(child));
}
