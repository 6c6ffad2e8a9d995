import {
  type AgencyId,
  type AlertId,
  type ChildId,
  type EventId,
  type Instant,
  instantOf,
  type Tx,
} from '@tributary/kernel';
import type { Pool } from 'pg';

/** News for one agency's own system that there is something to read. */
export type NewNotice = Readonly<{
  /** Fixed by agency and event: the same news again is the same notice. */
  id: string;
  agency: AgencyId;
  alertId: AlertId;
  /** Null where it is about a feed. */
  childId: ChildId | null;
  urgency: string;
  /** When the event that it tells of became known. */
  since: Instant;
}>;

/** `place`: 1, 2, 3 … of the agency's own; what is read up to one is whole. */
export type Notice = Omit<NewNotice, 'since'> & Readonly<{ place: number; delivered: boolean; tries: number }>;

/** The lock under which places are given: a lower one is never committed after a higher one was read. */
const PLACES = 7_241_905_511;

/** Once only, however often its event is looked at. The lock lasts to the end of the transaction. */
export async function postNotice(notice: NewNotice, tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [PLACES]);
  await tx.query(
    `INSERT INTO outbound.notices (notice_id, agency, place, alert_id, child_id, urgency, since)
     SELECT $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5, $6 FROM outbound.notices WHERE agency = $2
     ON CONFLICT (notice_id) DO NOTHING`,
    [notice.id, notice.agency, notice.alertId, notice.childId, notice.urgency, notice.since],
  );
}

type Row = Omit<Notice, 'place'> & Readonly<{ place: string }>;
const COLUMNS = `notice_id AS id, agency, place, alert_id AS "alertId", child_id AS "childId", urgency, tries,
  delivered_at IS NOT NULL AS delivered`;
const FREE = '(leased_until IS NULL OR leased_until <= clock_timestamp())';
const noticeOf = (row: Row): Notice => ({ ...row, place: Number(row.place) });
const inOrder = (rows: readonly Row[]): readonly Notice[] => rows.map(noticeOf).sort((a, b) => a.place - b.place);

/** That an agency's system took a notice about an alert. */
export type Delivery = Readonly<{ id: string; agency: AgencyId; alertId: AlertId; at: Instant }>;

export type Claimed = Readonly<{ agency: AgencyId; lease: EventId | string; limit: number; leaseMs: number }>;

/** The notices of all agencies, until their systems have them. */
export class NoticeBook {
  constructor(private readonly pool: Pool) {}

  /** All of an agency's, delivered or not, oldest first. */
  async after(agency: string, place: number, limit: number): Promise<readonly Notice[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM outbound.notices WHERE agency = $1 AND place > $2 ORDER BY place LIMIT $3`,
      [agency, place, limit],
    );
    return inOrder(rows);
  }

  async one(agency: string, id: string): Promise<Notice | undefined> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM outbound.notices WHERE agency = $1 AND notice_id = $2`,
      [agency, id],
    );
    return rows[0] && noticeOf(rows[0]);
  }

  /** Notices about these alerts that a system took, oldest first. */
  async deliveredAbout(alerts: readonly string[]): Promise<readonly Delivery[]> {
    const { rows } = await this.pool.query<Omit<Delivery, 'at'> & Readonly<{ at: Date }>>(
      `SELECT notice_id AS id, agency, alert_id AS "alertId", delivered_at AS at FROM outbound.notices
        WHERE alert_id = ANY($1) AND delivered_at IS NOT NULL ORDER BY delivered_at, notice_id`,
      [alerts],
    );
    return rows.map((row) => ({ ...row, at: instantOf(row.at.getTime()) }));
  }

  /** Oldest of what nobody has and nobody holds; held by this lease until its time is over. No two hold the same. */
  async claim({ agency, lease, limit, leaseMs }: Claimed): Promise<readonly Notice[]> {
    return this.take({ agency, lease, limit, leaseMs }, FREE);
  }

  /** The same of what is due to be sent by us: not what failed for good, and not before its next try. */
  async due(claimed: Claimed): Promise<readonly Notice[]> {
    const waits = 'sent_at IS NULL AND failure IS NULL AND next_try <= clock_timestamp()';
    return this.take(claimed, `${FREE} AND ${waits}`);
  }

  /** Whoever holds it has it. False where somebody else holds it now. Again, it changes nothing. */
  async delivered({ agency, id, to, lease, overLease }: Delivered): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE outbound.notices
          SET delivered_at = coalesce(delivered_at, clock_timestamp()), delivered_to = coalesce(delivered_to, $3),
              lease = NULL, leased_until = NULL, failure = NULL
        WHERE agency = $1 AND notice_id = $2 AND (delivered_at IS NOT NULL OR lease = $4 OR $5 OR ${FREE})`,
      [agency, id, to, lease ?? null, overLease ?? false],
    );
    return rowCount === 1;
  }

  /** Back among those that wait, at once. False where that lease does not hold it. */
  async release(agency: string, id: string, lease: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE outbound.notices SET lease = NULL, leased_until = NULL
        WHERE agency = $1 AND notice_id = $2 AND lease = $3 AND delivered_at IS NULL`,
      [agency, id, lease],
    );
    return rowCount === 1;
  }

  /** It did not go: to be tried again after so many milliseconds, or, without, given up until somebody says so. */
  async again({ agency, id }: Notice, lease: string, afterMs: number | undefined): Promise<void> {
    await this.pool.query(
      `UPDATE outbound.notices
          SET tries = tries + 1, lease = NULL, leased_until = NULL, failure = CASE WHEN $4::float8 IS NULL THEN 'refused' END,
              next_try = clock_timestamp() + coalesce($4::float8, 0) * interval '1 millisecond'
        WHERE agency = $1 AND notice_id = $2 AND lease = $3 AND delivered_at IS NULL`,
      [agency, id, lease, afterMs ?? null],
    );
  }

  private async take({ agency, lease, limit, leaseMs }: Claimed, free: string): Promise<readonly Notice[]> {
    const { rows } = await this.pool.query<Row>(
      `UPDATE outbound.notices
          SET lease = $2, leased_until = clock_timestamp() + $4 * interval '1 millisecond'
        WHERE notice_id IN (SELECT notice_id FROM outbound.notices
                             WHERE agency = $1 AND delivered_at IS NULL AND ${free}
                             ORDER BY place LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [agency, lease, limit, leaseMs],
    );
    return inOrder(rows);
  }
}

export type Delivered = Readonly<{
  agency: string;
  id: string;
  /** Which of the agency's clients, or our own way to it. */
  to: string;
  lease?: string;
  /** Whoever holds it. */
  overLease?: true;
}>;
