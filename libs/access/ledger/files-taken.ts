import { type AgencyId, type Instant, instantOf, type RoleCode, type Token } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Taken } from './line';

/** A file about one child that left the hub, as its line in the ledger has it. */
export type FileTaken = Readonly<{
  at: Instant;
  role: RoleCode;
  agency: AgencyId;
  purpose: string;
  taken: Taken;
  shown: readonly Readonly<{ agency: AgencyId; dataClass: string; rule: string; version: string }>[];
}>;

/** The newest of them, oldest first. */
export async function filesTaken(pool: Pool, child: Token, limit: number): Promise<readonly FileTaken[]> {
  const { rows } = await pool.query<Omit<FileTaken, 'at'> & Readonly<{ at: Date }>>(
    `SELECT at, role, agency, purpose, taken, shown FROM access.disclosures
      WHERE child_token = $1::uuid AND taken IS NOT NULL ORDER BY id DESC LIMIT $2`,
    [child, limit],
  );
  return rows.reverse().map((row) => ({ ...row, at: instantOf(row.at.getTime()) }));
}
