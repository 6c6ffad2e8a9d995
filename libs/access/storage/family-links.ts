import type { AgencyId, ChildId, EventId, Instant, PractitionerId, RoleCode, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';

/** A link to a child's family that somebody declared and nobody has ended. */
export type FamilyLink = Readonly<{
  id: EventId;
  child: ChildId;
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  /** Who was told of it; null where the directory named nobody then. */
  senior: PractitionerId | null;
  at: Instant;
}>;

type Row = Omit<FamilyLink, 'child' | 'at'> & Readonly<{ child_id: ChildId; at: Date }>;
const COLUMNS = 'id, child_id, practitioner, role, agency, senior, at';

/** Declared links, for the seniors who were told; written with the events that say so. */
export class FamilyLinks {
  constructor(private readonly pool: Pool) {}

  async declared(tx: Tx, { id, child, practitioner, role, agency, senior, at }: FamilyLink): Promise<void> {
    await tx.query(`INSERT INTO access.family_links (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
      ...[id, child, practitioner, role, agency, senior, at],
    ]);
  }

  async ended(tx: Tx, id: EventId, at: Instant): Promise<void> {
    await tx.query('UPDATE access.family_links SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at]);
  }

  /** Those that this senior was told of, and those of which nobody was; the newest first, a hundred at most. */
  async toldTo(senior: PractitionerId): Promise<readonly FamilyLink[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM access.family_links
        WHERE (senior = $1 OR senior IS NULL) AND ended_at IS NULL ORDER BY at DESC, id LIMIT 100`,
      [senior],
    );
    return rows.map(({ child_id: child, at, ...row }) => ({ ...row, child, at: instantOf(at.getTime()) }));
  }
}
