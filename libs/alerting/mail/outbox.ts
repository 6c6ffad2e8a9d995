import { type Instant, instantOf, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';

/** News for one person that there is an alert, or something else to look at; never what it says. */
export type Letter = Readonly<{
  /** Fixed by alert, recipient and step: the same news again is the same letter. */
  messageId: string;
  alertId: string;
  practitioner: string;
  severity: string;
  /** When the event that it tells of became known. */
  since: Instant;
}>;

/** Once only, however often the event that it tells of is looked at. One of a later time waits for it. */
export async function post(letter: Letter, tx: Tx): Promise<void> {
  await tx.query(
    `INSERT INTO alerting.outbox (message_id, alert_id, practitioner, severity, since, next_try)
     VALUES ($1, $2, $3, $4, $5, greatest($5, clock_timestamp())) ON CONFLICT (message_id) DO NOTHING`,
    [letter.messageId, letter.alertId, letter.practitioner, letter.severity, letter.since],
  );
}

/** Takes back what has not gone yet: nobody needs to read of it any more. */
export async function withdraw(alertId: string, tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE alerting.outbox SET failure = 'withdrawn' WHERE alert_id = $1 AND sent_at IS NULL AND failure IS NULL`,
    [alertId],
  );
}

/** Why a letter never went. */
export type Failure = 'no-address' | 'refused' | 'too-old' | 'withdrawn';

export type SentLetter = Pick<Letter, 'messageId' | 'alertId' | 'practitioner'> & Readonly<{ at: Instant }>;

type Row = Letter & Readonly<{ tries: number }>;
export type Undelivered = Row & Readonly<{ failure: Failure }>;
const COLUMNS = `message_id AS "messageId", alert_id AS "alertId", practitioner, severity, tries,
  to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since`;

/** The letters that the events of alerts asked for, until they have gone or have failed for good. */
export class Outbox {
  constructor(private readonly pool: Pool) {}

  /** Letters due now, oldest first; those of another process are passed over for a while. */
  async take(limit: number, claimMs: number): Promise<readonly Row[]> {
    const { rows } = await this.pool.query<Row>(
      `UPDATE alerting.outbox SET next_try = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE message_id IN (SELECT message_id FROM alerting.outbox
                              WHERE sent_at IS NULL AND failure IS NULL AND next_try <= clock_timestamp()
                              ORDER BY since, message_id LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}`,
      [limit, claimMs],
    );
    return rows;
  }

  /** All that went in one mail, or none. */
  async sent(messageIds: readonly string[]): Promise<void> {
    await this.pool.query('UPDATE alerting.outbox SET sent_at = clock_timestamp() WHERE message_id = ANY($1)', [
      messageIds,
    ]);
  }

  async again(messageId: string, afterMs: number): Promise<void> {
    await this.pool.query(
      `UPDATE alerting.outbox SET tries = tries + 1, next_try = clock_timestamp() + $2 * interval '1 millisecond'
        WHERE message_id = $1`,
      [messageId, afterMs],
    );
  }

  async failed(messageId: string, failure: Failure): Promise<void> {
    await this.pool.query('UPDATE alerting.outbox SET tries = tries + 1, failure = $2 WHERE message_id = $1', [
      messageId,
      failure,
    ]);
  }

  /** Letters that failed for good and told nobody, oldest first; never those that were merely too old. */
  async undelivered(limit: number): Promise<readonly Undelivered[]> {
    const { rows } = await this.pool.query<Undelivered>(
      `SELECT ${COLUMNS}, failure FROM alerting.outbox WHERE failure IN ('no-address', 'refused')
        ORDER BY since, message_id LIMIT $1`,
      [limit],
    );
    return rows;
  }

  /** Back among those that wait, once the cause is mended; false where it did not stand among the undelivered. */
  async sendAgain(messageId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE alerting.outbox SET failure = NULL, tries = 0, next_try = clock_timestamp()
        WHERE message_id = $1 AND failure IN ('no-address', 'refused')`,
      [messageId],
    );
    return rowCount === 1;
  }

  /** Letters about these alerts that a mail server took, oldest first. */
  async sentAbout(alerts: readonly string[]): Promise<readonly SentLetter[]> {
    const { rows } = await this.pool.query<Omit<SentLetter, 'at'> & Readonly<{ at: Date }>>(
      `SELECT message_id AS "messageId", alert_id AS "alertId", practitioner, sent_at AS at FROM alerting.outbox
        WHERE alert_id = ANY($1) AND sent_at IS NOT NULL ORDER BY sent_at, message_id`,
      [alerts],
    );
    return rows.map((row) => ({ ...row, at: instantOf(row.at.getTime()) }));
  }

  /** How many wait, and how many failed for good: nobody was told by them. */
  async standing(): Promise<Readonly<{ waiting: number; failed: number }>> {
    const { rows } = await this.pool.query<{ waiting: number; failed: number }>(
      `SELECT count(*) FILTER (WHERE sent_at IS NULL AND failure IS NULL AND since <= clock_timestamp())::int AS waiting,
              count(*) FILTER (WHERE failure IN ('no-address', 'refused'))::int AS failed FROM alerting.outbox`,
    );
    return rows[0] ?? { waiting: 0, failed: 0 };
  }
}
