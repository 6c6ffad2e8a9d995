import type { AgencyId, ChildId, DataClass, EventId, Instant, PractitionerId, RoleCode, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';

/** Where a question stands: with the supplier, back with whoever asked, or answered. */
export type RequestState = 'waiting' | 'asked-back' | 'shared' | 'refused';

/** A question for what somebody may know to exist and not see. What was said stands in the events. */
export type ContentRequest = Readonly<{
  id: EventId;
  child: ChildId;
  practitioner: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  supplier: AgencyId;
  dataClass: DataClass;
  purpose: string;
  at: Instant;
  dueBy: Instant;
  state: RequestState;
  /** When the supplier last answered; null where it has not. */
  answeredAt: Instant | null;
}>;

type Row = Omit<ContentRequest, 'child' | 'at' | 'dueBy' | 'answeredAt'> &
  Readonly<{ child_id: ChildId; at: Date; due_by: Date; answered_at: Date | null }>;
const COLUMNS = `id, child_id, practitioner, role, agency, supplier, data_class AS "dataClass", purpose, at, due_by,
  state, answered_at`;

/** Questions to suppliers, for those who ask and those who answer; written with the events that say so. */
export class ContentRequests {
  constructor(private readonly pool: Pool) {}

  async asked(tx: Tx, one: Omit<ContentRequest, 'state' | 'answeredAt'>): Promise<void> {
    const { id, child, practitioner, role, agency, supplier, dataClass, purpose, at, dueBy } = one;
    await tx.query(
      `INSERT INTO access.requests
         (id, child_id, practitioner, role, agency, supplier, data_class, purpose, at, due_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, child, practitioner, role, agency, supplier, dataClass, purpose, at, dueBy],
    );
  }

  /** False where it does not stand so any more: somebody else was first, and nothing may be written. */
  async moved(
    tx: Tx,
    id: EventId,
    { from, to, at }: Readonly<{ from: RequestState; to: RequestState; at: Instant | null }>,
  ): Promise<boolean> {
    const { rowCount } = await tx.query(
      'UPDATE access.requests SET state = $2, answered_at = $3 WHERE id = $1 AND state = $4',
      [id, to, at, from],
    );
    return rowCount === 1;
  }

  /** What waits for an agency's answer, the soonest due first; a hundred at most. */
  async waitingFor(supplier: AgencyId): Promise<readonly ContentRequest[]> {
    return this.read(`supplier = $1 AND state = 'waiting' ORDER BY due_by, at LIMIT 100`, [supplier]);
  }

  /** Suppliers and classes of which somebody waits for an answer about one of these children, as `agency class`. */
  async openAbout(children: readonly ChildId[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ about: string }>(
      `SELECT DISTINCT supplier || ' ' || data_class AS about FROM access.requests
        WHERE child_id = ANY($1) AND state IN ('waiting', 'asked-back')`,
      [children],
    );
    return new Set(rows.map(({ about }) => about));
  }

  /** What one person asked in one role, the newest first; a hundred at most. */
  async of(who: Pick<ContentRequest, 'practitioner' | 'role' | 'agency'>): Promise<readonly ContentRequest[]> {
    return this.read('practitioner = $1 AND role = $2 AND agency = $3 ORDER BY at DESC LIMIT 100', [
      ...[who.practitioner, who.role, who.agency],
    ]);
  }

  private async read(where: string, values: readonly string[]): Promise<readonly ContentRequest[]> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM access.requests WHERE ${where}`, [...values]);
    return rows.map(({ child_id: child, at, due_by, answered_at, ...row }) => ({
      ...{ ...row, child, at: instantOf(at.getTime()), dueBy: instantOf(due_by.getTime()) },
      answeredAt: answered_at && instantOf(answered_at.getTime()),
    }));
  }
}
