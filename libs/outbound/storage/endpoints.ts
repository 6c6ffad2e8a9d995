import type { Pool } from 'pg';

/** How the endpoint of an agency that is called fares. */
export type Endpoint = Readonly<{
  agency: string;
  /** Status or kind of failure of the last call; null before the first. */
  answer: string | null;
  failingSince: string | null;
  /** Since when it is not called any more. */
  offSince: string | null;
  waiting: number;
  /** Notices that were given up. */
  failed: number;
  /** What its system said back on its topic and was refused; null where nothing was. */
  refused: Readonly<{ times: number; code: string; last: string }> | null;
}>;

const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export class Endpoints {
  constructor(private readonly pool: Pool) {}

  async isOff(agency: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'SELECT 1 FROM outbound.endpoints WHERE agency = $1 AND off_since IS NOT NULL',
      [agency],
    );
    return rowCount === 1;
  }

  async went(agency: string, answer: string, outcome: 'well' | 'wrong' | 'off'): Promise<void> {
    await this.pool.query(
      `INSERT INTO outbound.endpoints AS e (agency, answer, answered_at, failing_since, off_since)
       VALUES ($1, $2, clock_timestamp(), CASE WHEN $3 <> 'well' THEN clock_timestamp() END,
               CASE WHEN $3 = 'off' THEN clock_timestamp() END)
       ON CONFLICT (agency) DO UPDATE
         SET answer = excluded.answer, answered_at = excluded.answered_at,
             failing_since = CASE WHEN $3 <> 'well' THEN coalesce(e.failing_since, excluded.failing_since) END,
             off_since = coalesce(e.off_since, excluded.off_since)`,
      [agency, answer, outcome],
    );
  }

  /** Called again from now on, with what was given up too. False where it was not switched off, and nothing given up. */
  async switchOn(agency: string): Promise<boolean> {
    const { rowCount: on } = await this.pool.query(
      'UPDATE outbound.endpoints SET off_since = NULL WHERE agency = $1 AND off_since IS NOT NULL',
      [agency],
    );
    const { rowCount: again } = await this.pool.query(
      `UPDATE outbound.notices SET failure = NULL, tries = 0, next_try = clock_timestamp()
        WHERE agency = $1 AND failure IS NOT NULL AND delivered_at IS NULL`,
      [agency],
    );
    return (on ?? 0) + (again ?? 0) > 0;
  }

  /** What the agency said back counts for nothing; `code` is one of ours. */
  async refused(agency: string, code: string): Promise<void> {
    await this.pool.query(
      `INSERT INTO outbound.refusals AS r (agency, times, code, refused_at) VALUES ($1, 1, $2, clock_timestamp())
       ON CONFLICT (agency) DO UPDATE SET times = r.times + 1, code = excluded.code, refused_at = excluded.refused_at`,
      [agency, code],
    );
  }

  /** In the order of the agencies given. */
  async standing(agencies: readonly string[]): Promise<readonly Endpoint[]> {
    const { rows } = await this.pool.query<Endpoint>(
      `SELECT a.agency, e.answer, ${utc('e.failing_since')} AS "failingSince", ${utc('e.off_since')} AS "offSince",
              n.waiting, n.failed,
              CASE WHEN r.agency IS NOT NULL THEN json_build_object('times', r.times, 'code', r.code, 'last', ${utc('r.refused_at')})
                END AS refused
         FROM unnest($1::text[]) WITH ORDINALITY AS a (agency, place)
         LEFT JOIN outbound.endpoints e USING (agency)
         LEFT JOIN outbound.refusals r USING (agency)
         CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE failure IS NULL)::int AS waiting,
                  count(*) FILTER (WHERE failure IS NOT NULL)::int AS failed
             FROM outbound.notices WHERE agency = a.agency AND delivered_at IS NULL) n
        ORDER BY a.place`,
      [agencies],
    );
    return rows;
  }
}
