import type { AssessmentId, RecordId, Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Hat } from '../domain/commands';
import { agreementIn, type Opened, takesPartIn } from '../domain/state';

export type BookRow = Readonly<{ id: AssessmentId; record: RecordId; isLead: boolean; reviewBy: string | null }>;

/** Which assessments are open, who leads them and who takes part. Folded from the events, and written with them. */
export class AssessmentBook {
  constructor(private readonly pool: Pool) {}

  async put(tx: Tx, id: AssessmentId, state: Opened): Promise<void> {
    const { lead, opened, reviewBy } = state;
    const asked = [...new Set(state.asks.map(({ agency }) => agency))];
    const team = agreementIn(state) ? asked.filter((agency) => takesPartIn(state, agency)) : [];
    await tx.query(
      `INSERT INTO assessment.book (assessment_id, record_id, is_open, lead_practitioner, lead_role, lead_agency, team,
         review_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (assessment_id) DO UPDATE SET is_open = excluded.is_open, lead_role = excluded.lead_role,
         lead_practitioner = excluded.lead_practitioner, lead_agency = excluded.lead_agency, team = excluded.team,
         review_by = excluded.review_by`,
      [
        ...[id, opened.record, state.status === 'open', lead.practitioner, lead.role, lead.agency],
        ...[team, reviewBy, opened.at],
      ],
    );
  }

  /** Those a person leads in a role, and those their agency takes part in: what is to be reviewed first. */
  async of({ practitioner, role, agency }: Hat, limit: number): Promise<readonly BookRow[]> {
    const { rows } = await this.pool.query<BookRow>(
      `SELECT assessment_id AS id, record_id AS record, to_char(review_by, 'YYYY-MM-DD') AS "reviewBy",
              (lead_practitioner = $1 AND lead_role = $2 AND lead_agency = $3) AS "isLead"
         FROM assessment.book
        WHERE is_open AND ((lead_practitioner = $1 AND lead_role = $2 AND lead_agency = $3) OR team @> ARRAY[$3])
        ORDER BY 4 DESC, review_by NULLS FIRST, opened_at, assessment_id LIMIT $4`,
      [practitioner, role, agency, limit],
    );
    return rows;
  }

  /** Whether an assessment is open that was opened about one of these records. */
  async isOpenAbout(records: readonly RecordId[]): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'SELECT 1 FROM assessment.book WHERE is_open AND record_id = ANY($1) LIMIT 1',
      [records],
    );
    return rowCount === 1;
  }
}
