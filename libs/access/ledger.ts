import type { AgencyId, Instant, PractitionerId, RoleCode, Token } from '@tributary/kernel';
import type { Pool } from 'pg';

/** One answer that was given, or refused in part. */
export type Disclosure = Readonly<{
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  child: Token;
  what: string;
  purpose: string;
  asKnownOn: Instant | null;
  shown: readonly object[];
  withheld: readonly object[];
}>;

/** Who was shown what about a child, on which ground. An answer goes out only when its line is written. */
export class DisclosureLedger {
  constructor(private readonly pool: Pool) {}

  async record(disclosure: Disclosure): Promise<void> {
    const { practitioner, role, agency, child, what, purpose, asKnownOn } = disclosure;
    await this.pool.query(
      `INSERT INTO access.disclosures
         (practitioner, role, agency, child_token, what, purpose, as_known_on, shown, withheld)
       VALUES ($1, $2, $3, $4::uuid, $5, $6, $7, $8, $9)`,
      [
        practitioner,
        role,
        agency,
        child,
        what,
        purpose,
        asKnownOn,
        JSON.stringify(disclosure.shown),
        JSON.stringify(disclosure.withheld),
      ],
    );
  }
}
