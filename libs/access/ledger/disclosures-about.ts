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
  shown: readonly Readonly<{ agency: AgencyId; dataClass: string; rule: string }>[];
  /** Nothing at all was answered. */
  refused: boolean;
}>;

type Row = Omit<Disclosed, 'at' | 'asKnownOn'> & Readonly<{ at: Date; asKnownOn: Date | null }>;

const COLUMNS = `at, practitioner, role, agency, what, purpose, as_known_on AS "asKnownOn", shown,
  refusal IS NOT NULL AS refused`;

/** Who was shown what about a child up to a time, the newest of them, oldest first. */
export async function disclosuresAbout(
  pool: Pool,
  { child, upTo, limit }: Readonly<{ child: Token; upTo: Instant; limit: number }>,
): Promise<readonly Disclosed[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM access.disclosures WHERE child_token = $1::uuid AND at <= $2
      ORDER BY at DESC, id DESC LIMIT $3`,
    [child, upTo, limit],
  );
  return rows.reverse().map(disclosedFrom);
}

/** One person in one role of one agency, between two times. */
export type Looking = Readonly<{
  child: Token;
  who: Pick<Disclosed, 'practitioner' | 'role' | 'agency'>;
  from: Instant;
  to: Instant;
  limit: number;
}>;

/** What one person was shown of a child in that time, oldest first. */
export async function disclosedTo(pool: Pool, { child, who, from, to, limit }: Looking): Promise<readonly Disclosed[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM access.disclosures
      WHERE child_token = $1::uuid AND practitioner = $2 AND role = $3 AND agency = $4 AND at BETWEEN $5 AND $6
      ORDER BY at, id LIMIT $7`,
    [child, who.practitioner, who.role, who.agency, from, to, limit],
  );
  return rows.map(disclosedFrom);
}

const disclosedFrom = (row: Row): Disclosed => ({
  ...row,
  at: instantOf(row.at.getTime()),
  asKnownOn: row.asKnownOn && instantOf(row.asKnownOn.getTime()),
});

/** Whether anybody was ever shown, or told, anything about a child. */
export async function everDisclosed(pool: Pool, child: Token): Promise<boolean> {
  const { rowCount } = await pool.query(
    'SELECT FROM access.disclosures WHERE child_token = $1::uuid AND refusal IS NULL LIMIT 1',
    [child],
  );
  return rowCount === 1;
}
