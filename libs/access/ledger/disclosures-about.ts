import {
  type AgencyId,
  type Instant,
  instantOf,
  type PractitionerId,
  type RoleCode,
  type Token,
} from '@tributary/kernel';
import type { Pool } from 'pg';

/** A line of the ledger as an audit reads it. */
export type Disclosed = Readonly<{
  at: Instant;
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  what: string;
  purpose: string;
  /** The time that was asked about; null where it was then. */
  asKnownOn: Instant | null;
  shown: readonly Readonly<{ agency: AgencyId; dataClass: string }>[];
  /** Nothing at all was answered. */
  refused: boolean;
}>;

type Row = Omit<Disclosed, 'at' | 'asKnownOn'> & Readonly<{ at: Date; asKnownOn: Date | null }>;

/** Who was shown what about a child up to a time, the newest of them, oldest first. */
export async function disclosuresAbout(
  pool: Pool,
  { child, upTo, limit }: Readonly<{ child: Token; upTo: Instant; limit: number }>,
): Promise<readonly Disclosed[]> {
  const { rows } = await pool.query<Row>(
    `SELECT at, practitioner, role, agency, what, purpose, as_known_on AS "asKnownOn", shown,
            refusal IS NOT NULL AS refused
       FROM access.disclosures WHERE child_token = $1::uuid AND at <= $2 ORDER BY at DESC, id DESC LIMIT $3`,
    [child, upTo, limit],
  );
  return rows.reverse().map((row) => ({
    ...row,
    at: instantOf(row.at.getTime()),
    asKnownOn: row.asKnownOn && instantOf(row.asKnownOn.getTime()),
  }));
}
