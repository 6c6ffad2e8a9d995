import type { AlertId, ChildId, EventId } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Pool } from 'pg';

/** An alert as one of its recipients sees it. */
export type InboxRow = Readonly<{
  alertId: AlertId;
  /** Null where it is about a feed. */
  childId: ChildId | null;
  feed: string | null;
  /** Whose front door is the child’s. */
  authority: string | null;
  rule: string;
  ruleVersion: number;
  severity: string;
  status: string;
  raisedAt: string;
  dueAt: string | null;
  step: number;
  statusUnknown: boolean;
  identityConfirmed: boolean;
  evidence: readonly EventId[];
  outcome: string | null;
  reason: string;
  owner: boolean;
  mayAnswer: boolean;
}>;

/** That a concern was seen, as whoever raised it reads it. */
export type FeedbackRow = Readonly<{ concern: EventId; childId: ChildId; seenByRole: string; seenAt: string }>;

export type Mine = Readonly<{ practitioner: string; role: string; agency: string }>;
type Told = Mine & Readonly<{ reason: string; owner: boolean }>;

const COLUMNS = `i.alert_id AS "alertId", i.child_id AS "childId", i.feed, i.authority, i.rule, i.rule_version AS "ruleVersion", i.severity, i.status,
  to_char(i.raised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "raisedAt",
  to_char(i.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dueAt",
  i.step, i.status_unknown AS "statusUnknown", i.identity_confirmed AS "identityConfirmed", i.evidence, i.outcome,
  r.reason, r.owner, r.may_answer AS "mayAnswer"`;

/** What was sent to one person in one role; nothing else is there for them. */
export class Inbox {
  constructor(private readonly options: Readonly<{ pool: Pool; slotOf: (name: string) => Promise<Slot> }>) {}

  /** Newest first; `before` is the id of the last alert of the page before. */
  async mine(
    { practitioner, role, agency }: Mine,
    page: { before?: string; limit: number },
  ): Promise<readonly InboxRow[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<InboxRow>(
      `SELECT ${COLUMNS} FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3
          AND ($4::uuid IS NULL OR (i.raised_at, i.alert_id) < (SELECT raised_at, alert_id FROM ${slot}.alert_inbox WHERE alert_id = $4))
        ORDER BY i.raised_at DESC, i.alert_id DESC LIMIT $5`,
      [practitioner, role, agency, page.before ?? null, page.limit],
    );
    return rows;
  }

  async one({ practitioner, role, agency }: Mine, alertId: string): Promise<InboxRow | undefined> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<InboxRow>(
      `SELECT ${COLUMNS} FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.alert_id = $4`,
      [practitioner, role, agency, alertId],
    );
    return rows[0];
  }

  /** Everybody an alert went to, and why. */
  async recipients(alertId: string): Promise<readonly Told[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<Told>(
      `SELECT practitioner, role, agency, reason, owner FROM ${slot}.alert_recipients
        WHERE alert_id = $1 ORDER BY since, practitioner`,
      [alertId],
    );
    return rows;
  }

  /** Concerns of that person's agency that an alert rests on, newest first: who saw them, and when. */
  async feedback({ practitioner, role, agency }: Mine, limit: number): Promise<readonly FeedbackRow[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<FeedbackRow>(
      `SELECT concern, child_id AS "childId", seen_by_role AS "seenByRole",
              to_char(seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "seenAt"
         FROM ${slot}.alert_feedback
        WHERE practitioner = $1 AND role = $2 AND agency = $3 AND seen_at IS NOT NULL
        ORDER BY seen_at DESC, concern LIMIT $4`,
      [practitioner, role, agency, limit],
    );
    return rows;
  }

  async wasAlerted({ practitioner, role, agency }: Mine, child: ChildId): Promise<boolean> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rowCount } = await this.options.pool.query(
      `SELECT 1 FROM ${slot}.alert_recipients WHERE practitioner = $1 AND role = $2 AND agency = $3 AND child_id = $4 LIMIT 1`,
      [practitioner, role, agency, child],
    );
    return Boolean(rowCount);
  }
}
