import type { AlertId, ChildId, EventId } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { Bundle, Undone } from '../domain/bundles';
import type { Severity } from '../domain/severity';

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
  /** Since when its time to be acknowledged is over; null where it is not, or it was. */
  overdueSince: string | null;
}>;

/** In a list: which line of it, where a bundle is one. */
export type WorkRow = InboxRow & Readonly<{ place: number }>;

/** Which of somebody's alerts: those that are done, or what of the rest. */
export type Wanted = Readonly<{
  done: boolean;
  /** True: theirs to answer; false: for information. */
  owner?: boolean;
  severity?: Severity;
  overdue?: boolean;
}>;

/** How many alerts of somebody's are not done, and what of them. */
export type Tally = Readonly<{ open: number; owned: number; informed: number; overdue: number; done: number }>;

/** That a concern was seen, as whoever raised it reads it. */
export type FeedbackRow = Readonly<{ concern: EventId; childId: ChildId; seenByRole: string; seenAt: string }>;

/** An alert, its rule, and the events that it names. */
export type NamingRow = Readonly<Pick<InboxRow, 'alertId' | 'rule' | 'severity' | 'status' | 'evidence'>>;

export type Mine = Readonly<{ practitioner: string; role: string; agency: string }>;
type Told = Mine & Readonly<{ reason: string; owner: boolean }>;

/** Its clock ran out: it has gone on since, or is about to. */
const OVERDUE = `CASE WHEN i.status = 'open' THEN
    coalesce(i.overdue_since, CASE WHEN i.due_at < clock_timestamp() THEN i.due_at END) END`;
const RANK = `array_position(ARRAY['immediate', 'today', 'this-week', 'digest'], i.severity::text)`;

/** Alerts of one person that are looked at for what belongs together, most; of more, the newest. */
const UNDONE = 500;

const COLUMNS = `i.alert_id AS "alertId", i.child_id AS "childId", i.feed, i.authority, i.rule, i.rule_version AS "ruleVersion", i.severity, i.status,
  to_char(i.raised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "raisedAt",
  to_char(i.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "dueAt",
  i.step, i.status_unknown AS "statusUnknown", i.identity_confirmed AS "identityConfirmed", i.evidence, i.outcome,
  r.reason, r.owner, r.may_answer AS "mayAnswer",
  to_char(${OVERDUE} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "overdueSince"`;

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
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.summary IS NULL
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

  /** What a message of theirs holds together, the oldest first; of feeds all, where the message is theirs to answer. */
  async heldBy({ practitioner, role, agency }: Mine, summary: string, limit: number): Promise<readonly InboxRow[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<InboxRow>(
      `SELECT ${COLUMNS} FROM ${slot}.alert_inbox i JOIN ${slot}.alert_recipients r
           ON r.alert_id = CASE WHEN i.child_id IS NULL AND EXISTS (
             SELECT FROM ${slot}.alert_recipients m WHERE m.alert_id = i.summary AND m.may_answer
               AND m.practitioner = $1 AND m.role = $2 AND m.agency = $3) THEN i.summary ELSE i.alert_id END
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.summary = $4
        ORDER BY i.raised_at, i.alert_id LIMIT $5`,
      [practitioner, role, agency, summary, limit],
    );
    return rows;
  }

  /** Alerts of theirs about children that are not done, the newest first. */
  async undone({ practitioner, role, agency }: Mine): Promise<readonly Undone[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<Undone>(
      `SELECT i.alert_id AS "alertId", i.child_id AS "childId",
              to_char(i.raised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "raisedAt"
         FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.summary IS NULL AND i.status <> 'closed'
          AND i.child_id IS NOT NULL
        ORDER BY i.raised_at DESC, i.alert_id DESC LIMIT $4`,
      [practitioner, role, agency, UNDONE],
    );
    return rows;
  }

  /**
   * What is to be done, soonest first: by severity, then by when it is due; what is done, newest first. A bundle stands
   * where the first of it would, and counts as one for the page.
   */
  async work(
    { practitioner, role, agency }: Mine,
    { done, owner, severity, overdue }: Wanted,
    page: Readonly<{ skip: number; limit: number; bundles: readonly Bundle[] }>,
  ): Promise<readonly WorkRow[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const order = done ? 'i.raised_at DESC' : `${RANK}, ${OVERDUE} IS NULL, i.due_at, i.raised_at`;
    const bundled = page.bundles.flatMap((bundle, i) => bundle.map((alertId) => ({ alertId, i })));
    const { rows } = await this.options.pool.query<WorkRow>(
      `WITH lines AS (
         SELECT ${COLUMNS}, row_number() OVER (ORDER BY ${order}, i.alert_id) AS line, coalesce(b.bundle::text, i.alert_id::text) AS one
           FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
                LEFT JOIN unnest($8::uuid[], $9::int[]) AS b (alert_id, bundle) USING (alert_id)
          WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.summary IS NULL AND (i.status = 'closed') = $4
            AND ($5::boolean IS NULL OR r.owner = $5) AND ($6::text IS NULL OR i.severity = $6)
            AND ($7::boolean IS NULL OR (${OVERDUE} IS NOT NULL) = $7)),
       placed AS (SELECT *, min(line) OVER (PARTITION BY one) AS first FROM lines),
       numbered AS (SELECT *, (dense_rank() OVER (ORDER BY first))::int AS place FROM placed)
       SELECT * FROM numbered WHERE place > $10 AND place <= $10 + $11 ORDER BY place, line`,
      [
        ...[practitioner, role, agency, done, owner ?? null, severity ?? null, overdue ?? null],
        ...[bundled.map(({ alertId }) => alertId), bundled.map(({ i }) => i), page.skip, page.limit],
      ],
    );
    return rows;
  }

  async tally({ practitioner, role, agency }: Mine): Promise<Tally> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<Tally>(
      `SELECT count(*) FILTER (WHERE i.status <> 'closed')::int AS open,
              count(*) FILTER (WHERE i.status <> 'closed' AND r.owner)::int AS owned,
              count(*) FILTER (WHERE i.status <> 'closed' AND NOT r.owner)::int AS informed,
              count(*) FILTER (WHERE ${OVERDUE} IS NOT NULL)::int AS overdue,
              count(*) FILTER (WHERE i.status = 'closed')::int AS done
         FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.summary IS NULL`,
      [practitioner, role, agency],
    );
    return rows[0] ?? { open: 0, owned: 0, informed: 0, overdue: 0, done: 0 };
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

  /** Alerts about a child that told anybody. */
  async about(child: ChildId): Promise<readonly AlertId[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<{ id: AlertId }>(
      `SELECT alert_id AS id FROM ${slot}.alert_inbox WHERE child_id = $1 ORDER BY raised_at, alert_id`,
      [child],
    );
    return rows.map(({ id }) => id);
  }

  /** Alerts about a child that are open, to whomever they went, with what they rest on. */
  async openAbout(child: ChildId): Promise<readonly Pick<NamingRow, 'rule' | 'evidence'>[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<Pick<NamingRow, 'rule' | 'evidence'>>(
      `SELECT rule, evidence FROM ${slot}.alert_inbox WHERE child_id = $1 AND status <> 'closed' ORDER BY alert_id`,
      [child],
    );
    return rows;
  }

  /** Alerts about a child that were sent to a person in a role, with what they rest on as it stands now. */
  async naming({ practitioner, role, agency }: Mine, child: ChildId): Promise<readonly NamingRow[]> {
    const slot = await this.options.slotOf('alert-inbox');
    const { rows } = await this.options.pool.query<NamingRow>(
      `SELECT i.alert_id AS "alertId", i.rule, i.severity, i.status, i.evidence
         FROM ${slot}.alert_recipients r JOIN ${slot}.alert_inbox i USING (alert_id)
        WHERE r.practitioner = $1 AND r.role = $2 AND r.agency = $3 AND i.child_id = $4`,
      [practitioner, role, agency, child],
    );
    return rows;
  }
}
