import type { AgencyId, ChildId, EventId, Instant, PractitionerId, RoleCode, Tx } from '@tributary/kernel';
import { instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';

/** Who holds something back. */
export type HeldFor = Readonly<{ agency: AgencyId; role: RoleCode }>;

/** Something of a child that is held back until a role of the agency that supplied it releases it. */
export type Held = HeldFor &
  Readonly<{
    event: EventId;
    child: ChildId;
    /** From when it waits for a decision; later than now where it was decided to keep it back for a while. */
    waitsFrom: Instant;
    /** Null where nobody is asked: it came as history, or by a return. */
    dueBy: Instant | null;
    released: boolean;
    /** Who was asked for the decision because it was not made in time. */
    asked: readonly PractitionerId[];
  }>;

/** What a decision makes of it. */
export type Decided = Pick<Held, 'waitsFrom' | 'dueBy' | 'released'>;

type Row = Omit<Held, 'waitsFrom' | 'dueBy'> & Readonly<{ waitsFrom: Date; dueBy: Date | null }>;
const COLUMNS = `event_id AS event, child_id AS child, agency, role, waits_from AS "waitsFrom", due_by AS "dueBy",
  released, asked`;
/** Rows that one list reads at most. */
const MOST = 200;

/** What waits for a release, and with whom; rows say that and nothing of what it is. */
export class HeldBackList {
  constructor(private readonly pool: Pool) {}

  /** Where it stands there already, nothing changes. False then. */
  async stands(tx: Tx, held: Omit<Held, 'asked'>): Promise<boolean> {
    const { event, child, agency, role, waitsFrom, dueBy, released } = held;
    const { rowCount } = await tx.query(
      `INSERT INTO access.held_back (event_id, child_id, agency, role, waits_from, due_by, released)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [event, child, agency, role, waitsFrom, dueBy, released],
    );
    return rowCount === 1;
  }

  /** Takes off the list what of a child is not held any more: superseded, retracted, or another child's. */
  async keepOnly(tx: Tx, child: ChildId, events: readonly EventId[]): Promise<void> {
    await tx.query('DELETE FROM access.held_back WHERE child_id = $1 AND event_id <> ALL($2::uuid[])', [child, events]);
  }

  async decided(tx: Tx, { event, child }: Pick<Held, 'event' | 'child'>, made: Decided): Promise<void> {
    await tx.query(
      `UPDATE access.held_back SET waits_from = $3, due_by = $4, released = $5, asked = '{}'
        WHERE event_id = $1 AND child_id = $2`,
      [event, child, made.waitsFrom, made.dueBy, made.released],
    );
  }

  async asked(tx: Tx, { event, child, asked }: Pick<Held, 'event' | 'child' | 'asked'>): Promise<void> {
    await tx.query('UPDATE access.held_back SET asked = $3 WHERE event_id = $1 AND child_id = $2', [
      ...[event, child, asked],
    ]);
  }

  /** For whoever is about to ask: a decision waits until they have. */
  async one(tx: Tx, { event, child }: Pick<Held, 'event' | 'child'>): Promise<Held | undefined> {
    const { rows } = await tx.query<Row>(
      `SELECT ${COLUMNS} FROM access.held_back WHERE event_id = $1 AND child_id = $2 FOR UPDATE`,
      [event, child],
    );
    return rows.map(heldFrom)[0];
  }

  /** What a role of an agency holds back: first what waits, the soonest due first; then what was decided or is history. */
  async heldBy({ agency, role }: HeldFor): Promise<readonly Held[]> {
    return this.read('agency = $1 AND role = $2 ORDER BY released, due_by NULLS LAST, event_id', [agency, role]);
  }

  /** Of that, what waits for a decision by now. */
  async waitingWith({ agency, role }: HeldFor, now: Instant): Promise<readonly Held[]> {
    const waits = 'NOT released AND due_by IS NOT NULL AND waits_from <= $3';
    return this.read(`agency = $1 AND role = $2 AND ${waits} ORDER BY due_by, event_id`, [agency, role, now]);
  }

  /** What somebody was asked for, because it was not decided in time. */
  async askedOf(who: PractitionerId): Promise<readonly Held[]> {
    return this.read('$1 = ANY(asked) AND NOT released ORDER BY due_by, event_id', [who]);
  }

  private async read(where: string, values: readonly string[]): Promise<readonly Held[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM access.held_back WHERE ${where} LIMIT ${MOST}`,
      [...values],
    );
    return rows.map(heldFrom);
  }
}

const heldFrom = ({ waitsFrom, dueBy, ...row }: Row): Held => ({
  ...{ ...row, waitsFrom: instantOf(waitsFrom.getTime()) },
  dueBy: dueBy && instantOf(dueBy.getTime()),
});
