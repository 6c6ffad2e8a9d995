import type { AgencyId, ChildId, EventId, Instant, PractitionerId, RoleCode, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';

/** By what a person's own word opens a child to them. */
export type OpeningKind = 'break-glass' | 'protection-ground';

/** One time that somebody opened a child by their own word; somebody reviews it. */
export type Opening = Readonly<{
  id: EventId;
  kind: OpeningKind;
  child: ChildId;
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  reviewer: PractitionerId;
  at: Instant;
  until: Instant;
}>;

/** How often an agency opened children so; routine use means that a relationship is missing. */
export type OpeningRate = Readonly<{
  agency: AgencyId;
  kind: OpeningKind;
  /** In the period asked about, and in the one of the same length before it. */
  count: number;
  before: number;
  people: number;
  /** Of `count`: without good reason by their review, and not reviewed yet. */
  notJustified: number;
  waiting: number;
}>;

type Row = Omit<Opening, 'child' | 'at' | 'until'> & Readonly<{ child_id: ChildId; at: Date; until: Date }>;
const COLUMNS = 'id, kind, child_id, practitioner, role, agency, reviewer, at, until';

/** Who opened a child by their own word and who has yet to review it; written with the events that say so. */
export class Openings {
  constructor(private readonly pool: Pool) {}

  async opened(tx: Tx, opening: Opening): Promise<void> {
    const { id, kind, child, practitioner, role, agency, reviewer, at, until } = opening;
    await tx.query(`INSERT INTO access.openings (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
      ...[id, kind, child, practitioner, role, agency, reviewer, at, until],
    ]);
  }

  async reviewed(tx: Tx, id: EventId, { at, outcome }: Readonly<{ at: Instant; outcome: string }>): Promise<void> {
    await tx.query('UPDATE access.openings SET reviewed_at = $2, outcome = $3 WHERE id = $1 AND reviewed_at IS NULL', [
      id,
      at,
      outcome,
    ]);
  }

  /** What these people have yet to review, the oldest first; a hundred at most. */
  async waitingFor(reviewers: readonly PractitionerId[]): Promise<readonly Opening[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM access.openings WHERE reviewer = ANY($1) AND reviewed_at IS NULL ORDER BY at LIMIT 100`,
      [reviewers],
    );
    return rows.map(openingFrom);
  }

  /** By agency and kind, the busiest first; `days` long. */
  async rates(now: Instant, days: number): Promise<readonly OpeningRate[]> {
    const { rows } = await this.pool.query<OpeningRate>(
      `SELECT agency, kind,
              count(*) FILTER (WHERE at > began)::int AS count,
              count(*) FILTER (WHERE at <= began)::int AS before,
              count(DISTINCT practitioner) FILTER (WHERE at > began)::int AS people,
              count(*) FILTER (WHERE at > began AND outcome = 'not-justified')::int AS "notJustified",
              count(*) FILTER (WHERE at > began AND reviewed_at IS NULL)::int AS waiting
         FROM access.openings, (SELECT $1::timestamptz - $2 * interval '1 day' AS began) period
        WHERE at > began - $2 * interval '1 day' AND at <= $1
        GROUP BY agency, kind ORDER BY count DESC, agency, kind`,
      [now, days],
    );
    return rows;
  }
}

const openingFrom = ({ child_id: child, at, until, ...row }: Row): Opening => ({
  ...row,
  child,
  at: instantOf(at.getTime()),
  until: instantOf(until.getTime()),
});
