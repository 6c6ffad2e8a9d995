import { type AgencyId, type ChildId, type RecordId, type Tx, uuidv7 } from '@tributary/kernel';

type Moved = Readonly<{ recordId: RecordId; from: ChildId; to: ChildId }>;

/** Stands for every agency, in rows about a child that was left without a record. */
const ANYBODY = '*';

/** What the agency's reference for that child is made from. */
export async function madeFrom(
  tx: Tx,
  agency: AgencyId,
  children: readonly ChildId[],
): Promise<ReadonlyMap<ChildId, ChildId>> {
  const { rows } = await tx.query<{ child: ChildId; made: ChildId }>(
    `SELECT child_id AS child, made_from AS made FROM identity.child_references
      WHERE agency = $1 AND in_use AND child_id = ANY($2::uuid[])`,
    [agency, [...new Set(children)]],
  );
  const moved = new Map(rows.map((row) => [row.child, row.made]));
  return new Map(children.map((child) => [child, moved.get(child) ?? child]));
}

/** The child that a reference made from that id means to the agency now. */
export async function meantBy(tx: Tx, agency: AgencyId, made: ChildId): Promise<ChildId | undefined> {
  const { rows } = await tx.query<{ child: ChildId }>(
    `WITH RECURSIVE meant AS (
       SELECT coalesce((SELECT child_id FROM identity.child_references WHERE agency = $1 AND made_from = $2), $2) AS child, 0 AS n
       UNION ALL
       SELECT r.child_id, n + 1 FROM meant
         JOIN identity.child_references r ON r.agency = '${ANYBODY}' AND r.made_from = meant.child
        WHERE n < 20)
     SELECT child FROM meant WHERE EXISTS (SELECT 1 FROM identity.records WHERE child_id = child) ORDER BY n LIMIT 1`,
    [agency, made],
  );
  return rows[0]?.child;
}

/**
 * After a record was moved by hand: its agency goes on using the reference it has for it, unless it has other records
 * of the child left behind (then that one keeps it) or of the child it came to (then both mean that child). Moving on
 * takes along what the record brought. Other agencies' references are as they were; of a child left without a record
 * they mean the one its last record went to.
 */
export async function moveReferences(tx: Tx, { recordId, from, to }: Moved): Promise<void> {
  const { rows } = await tx.query<{ agency: AgencyId; stays: boolean; there: boolean; empty: boolean }>(
    `SELECT r.agency,
            EXISTS (SELECT 1 FROM identity.records o WHERE o.child_id = $2 AND o.agency = r.agency) AS stays,
            EXISTS (SELECT 1 FROM identity.records o
                     WHERE o.child_id = $3 AND o.agency = r.agency AND o.record_id <> $1) AS there,
            NOT EXISTS (SELECT 1 FROM identity.records o WHERE o.child_id = $2) AS empty
       FROM identity.records r WHERE r.record_id = $1`,
    [recordId, from, to],
  );
  const [row] = rows;
  if (!row) return;
  await tx.query('DELETE FROM identity.child_references WHERE agency = $1 AND made_from = $2', [ANYBODY, to]);
  if (row.empty) await put(tx, { agency: ANYBODY, made: from, child: to, inUse: false, broughtBy: recordId });
  const { agency } = row;
  const made = row.stays
    ? await broughtBy(tx, agency, { recordId, from })
    : ((await madeFrom(tx, agency, [from])).get(from) ?? from);
  if (made === undefined) return;
  if (!row.there) await retire(tx, agency, to);
  await put(tx, { agency, made, child: to, inUse: !row.there, broughtBy: recordId });
  await giveAnother(tx, agency, from);
}

/** A reference that came with this record to a child which the agency has another one for. */
async function broughtBy(
  tx: Tx,
  agency: AgencyId,
  { recordId, from }: Omit<Moved, 'to'>,
): Promise<ChildId | undefined> {
  const { rows } = await tx.query<{ made: ChildId }>(
    `SELECT made_from AS made FROM identity.child_references
      WHERE agency = $1 AND brought_by = $2 AND child_id = $3 AND NOT in_use LIMIT 1`,
    [agency, recordId, from],
  );
  return rows[0]?.made;
}

/** References that mean the child already go on doing so, and are given out no more. */
async function retire(tx: Tx, agency: AgencyId, child: ChildId): Promise<void> {
  await tx.query('UPDATE identity.child_references SET in_use = false WHERE agency = $1 AND child_id = $2', [
    agency,
    child,
  ]);
}

/** Should the agency ever speak of the child left behind, it needs a reference that means no other child. */
async function giveAnother(tx: Tx, agency: AgencyId, child: ChildId): Promise<void> {
  const { rows } = await tx.query<{ made: ChildId; means: ChildId; inUse: boolean }>(
    `SELECT made_from AS made, child_id AS means, in_use AS "inUse" FROM identity.child_references
      WHERE agency = $1 AND (child_id = $2 OR made_from = $2) ORDER BY made_from`,
    [agency, child],
  );
  const own = rows.filter((row) => row.means === child);
  if (own.some((row) => row.inUse)) return;
  const taken = rows.some((row) => row.made === child && row.means !== child);
  const made = own[0]?.made ?? (taken ? (uuidv7() as ChildId) : undefined);
  if (made) await put(tx, { agency, made, child, inUse: true, broughtBy: null });
}

type Row = Readonly<{
  agency: string;
  made: ChildId;
  child: ChildId;
  inUse: boolean;
  broughtBy: RecordId | null;
}>;
async function put(tx: Tx, { agency, made, child, inUse, broughtBy }: Row): Promise<void> {
  await tx.query(
    `INSERT INTO identity.child_references (agency, made_from, child_id, in_use, brought_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (agency, made_from) DO UPDATE
       SET child_id = excluded.child_id, in_use = excluded.in_use,
           brought_by = coalesce(excluded.brought_by, identity.child_references.brought_by)`,
    [agency, made, child, inUse, broughtBy],
  );
}
