import type { AgencyId, ChildId, EventId, Instant, PractitionerId, RoleCode, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';

/** One time that somebody broke the glass. */
export type Glass = Readonly<{
  id: EventId;
  child: ChildId;
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  reviewer: PractitionerId;
  at: Instant;
  until: Instant;
}>;

type Row = Omit<Glass, 'child' | 'at' | 'until'> & Readonly<{ child_id: ChildId; at: Date; until: Date }>;

/** Who broke the glass and who has yet to review it; written with the events that say so. */
export class GlassBook {
  constructor(private readonly pool: Pool) {}

  async broken(tx: Tx, glass: Glass): Promise<void> {
    const { id, child, practitioner, role, agency, reviewer, at, until } = glass;
    await tx.query(
      `INSERT INTO access.glass (id, child_id, practitioner, role, agency, reviewer, at, until)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, child, practitioner, role, agency, reviewer, at, until],
    );
  }

  async reviewed(tx: Tx, id: EventId, at: Instant): Promise<void> {
    await tx.query('UPDATE access.glass SET reviewed_at = $2 WHERE id = $1 AND reviewed_at IS NULL', [id, at]);
  }

  /** The oldest first; a hundred at most. */
  async waitingFor(reviewer: PractitionerId): Promise<readonly Glass[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT id, child_id, practitioner, role, agency, reviewer, at, until FROM access.glass
        WHERE reviewer = $1 AND reviewed_at IS NULL ORDER BY at LIMIT 100`,
      [reviewer],
    );
    return rows.map(({ child_id: child, at, until, ...row }) => ({
      ...row,
      child,
      at: instantOf(at.getTime()),
      until: instantOf(until.getTime()),
    }));
  }
}
