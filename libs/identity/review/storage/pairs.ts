import { instantOf, type PlainDate, type Tx } from '@tributary/kernel';
import type { Pair } from '../pair';

/** Where a page of the list ended. */
export type Cursor = readonly [rank: number, micros: string, id: string];
export type Placed = Pair & Readonly<{ cursor: Cursor }>;

type Row = Omit<Pair, 'proposedAt' | 'asleepUntil' | 'seen'> &
  Readonly<{ rank: number; micros: string; asleepUntil: string | null; stands: string; round: number }>;

const MICROS = '(extract(epoch FROM p.proposed_at) * 1000000)::bigint';
/** All that two children's records say, in one word; what it is made of is sealed. */
const STANDS = `(SELECT left(encode(sha256(convert_to(string_agg(
    o.record_id::text || o.child_id::text || encode(sha256(o.sealed), 'hex'), ' ' ORDER BY o.record_id), 'UTF8')), 'hex'), 32)
  FROM identity.records o WHERE o.child_id IN (r.child_id, p.child_id))`;
/** Of a child that has other records; of its own one where that it is of it is in doubt. */
const ASKED = `(r.child_id <> p.child_id OR p.reason IN ('number-taken-back', 'came-by-another'))
    AND EXISTS (SELECT 1 FROM identity.records c WHERE c.child_id = p.child_id AND c.record_id <> p.record_id)`;
const PAIRS = `SELECT p.id, p.record_id AS "recordId", r.agency, r.child_id AS "from", p.child_id AS "to", p.reason, p.evidence,
    p.probability, p.weights, p.opinions, p.round, to_char(p.asleep_until, 'YYYY-MM-DD') AS "asleepUntil",
    p.rank, ${MICROS}::text AS micros, ${STANDS} AS stands
  FROM identity.proposals p JOIN identity.records r USING (record_id)
  WHERE ${ASKED}`;

export type Wanted = Readonly<{ after: Cursor | null; today: PlainDate; limit: number; senior: boolean }>;

/** Of equal rank the oldest first; what sleeps is left out. `senior`: only what two stewards differ on. */
export async function pairsAfter(tx: Tx, { after, today, limit, senior }: Wanted): Promise<readonly Placed[]> {
  const [rank, micros, id] = after ?? [null, null, null];
  const { rows } = await tx.query<Row>(
    `${PAIRS} AND (p.asleep_until IS NULL OR p.asleep_until <= $1::date)
       AND ($2::int IS NULL OR (-p.rank, ${MICROS}, p.id) > (-$2::int, $3::bigint, $4::uuid))
       AND (NOT $5::boolean OR jsonb_array_length(p.opinions) > 1)
     ORDER BY p.rank DESC, p.proposed_at, p.id LIMIT $6`,
    [today, rank, micros, id, senior, limit],
  );
  return rows.map(placed);
}

/** What a pair needs to be told whether somebody may decide it. */
export type Bare = Pick<Pair, 'from' | 'to' | 'opinions'>;

/** Those awake on which somebody has not spoken, without what their records say; in the order of the list. */
export async function unspokenPairs(
  tx: Tx,
  { today, by, limit, senior }: Readonly<{ today: PlainDate; by: string; limit: number; senior: boolean }>,
): Promise<readonly Bare[]> {
  const { rows } = await tx.query<Bare>(
    `SELECT r.child_id AS "from", p.child_id AS "to", p.opinions
       FROM identity.proposals p JOIN identity.records r USING (record_id)
      WHERE ${ASKED}
        AND (p.asleep_until IS NULL OR p.asleep_until <= $1::date)
        AND NOT p.opinions @> jsonb_build_array(jsonb_build_object('by', $2::text))
        AND (jsonb_array_length(p.opinions) > 1) = $3::boolean
      ORDER BY p.rank DESC, p.proposed_at, p.id LIMIT $4`,
    [today, by, senior, limit],
  );
  return rows;
}

/** Asleep or not. */
export async function pairOf(tx: Tx, id: string): Promise<Pair | undefined> {
  const { rows } = await tx.query<Row>(`${PAIRS} AND p.id = $1`, [id]);
  return rows[0] && placed(rows[0]);
}

function placed({ rank, micros, stands, round, asleepUntil, ...row }: Row): Placed {
  return {
    ...row,
    proposedAt: instantOf(Math.floor(Number(micros) / 1000)),
    asleepUntil: asleepUntil as PlainDate | null,
    seen: `${stands}-${round}`,
    cursor: [rank, micros, row.id],
  };
}
