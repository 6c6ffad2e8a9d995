import { type DataOf, isEvent } from '@tributary/catalogue';
import type { AlertId, Envelope, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

const NAME = 'alert-inbox';
const VERSION = 7;
const HANDLES = [
  'alerting.alert-raised',
  'alerting.alert-escalated',
  'alerting.alert-informed',
  'alerting.alert-reassigned',
  'alerting.alert-acknowledged',
  'alerting.alert-closed',
  'alerting.alert-reopened',
] as const;

/** Alerts as their recipients see them: ids, roles and times; what happened is opened from the events it rests on. */
export const inboxProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: HANDLES,
  tables: ['alert_inbox', 'alert_recipients', 'alert_feedback'],
  create: (slot) => create(slot),
};

function create(slot: Slot): Projection {
  return {
    name: NAME,
    version: VERSION,
    handles: HANDLES,
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      for (const { event } of batch) await applyOne(event, tx, slot);
    },
    // An alert was sent, whatever is found out later about the records: it goes by events of its own, never unsaid.
    async forget(): Promise<void> {
      await Promise.resolve();
    },
    async reset(tx: Tx): Promise<void> {
      await tx.query(`TRUNCATE ${slot}.alert_inbox, ${slot}.alert_recipients, ${slot}.alert_feedback`);
    },
  };
}

type Told = Readonly<{ practitioner?: string; role: string; agency: string; reason: string }>;
type RaisedBy = Readonly<{ concern: string; practitioner: string; role: string; agency: string }>;
type To = Readonly<{ event: Envelope; alertId: AlertId; tx: Tx; slot: Slot }>;

async function applyOne(event: Envelope, tx: Tx, slot: Slot): Promise<void> {
  const alertId = event.streamId.slice('alert-'.length) as AlertId;
  const to = { event, alertId, tx, slot };
  if (isEvent(event, 'alerting.alert-raised')) await raised(event.data, to);
  else if (isEvent(event, 'alerting.alert-escalated')) await escalated(event.data, to);
  else if (isEvent(event, 'alerting.alert-informed')) await tellAll(event.data.informed, to);
  else if (isEvent(event, 'alerting.alert-reassigned')) await reassigned(event.data, to);
  else if (isEvent(event, 'alerting.alert-acknowledged')) await acknowledged(event.data.role, to);
  else if (isEvent(event, 'alerting.alert-closed')) await settled('closed', event.data.outcome, to);
  else if (isEvent(event, 'alerting.alert-reopened')) await reopened(event.data, to);
}

/** An alert that was recalled and is raised again begins anew. */
async function raised(data: DataOf<'alerting.alert-raised'>, to: To): Promise<void> {
  const { event, alertId, tx, slot } = to;
  const status = statusOf(data);
  for (const table of ['alert_inbox', 'alert_recipients', 'alert_feedback']) {
    await tx.query(`DELETE FROM ${slot}.${table} WHERE alert_id = $1`, [alertId]);
  }
  await tx.query(
    `INSERT INTO ${slot}.alert_inbox (alert_id, child_id, rule, rule_version, severity, status, raised_at, due_at, step,
       status_unknown, identity_confirmed, evidence, trigger_event, feed, authority, summary)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, $14, $15)`,
    [
      alertId,
      event.childId,
      data.rule,
      data.ruleVersion,
      data.severity,
      status,
      event.knownFrom,
      data.dueAt ?? null,
      data.statusUnknown ?? false,
      data.identityConfirmed ?? true,
      data.evidence,
      data.evidence[0],
      data.feed ?? null,
      data.authority ?? null,
      data.summary ?? null,
    ],
  );
  // Of a rule in shadow nobody is told: who would have been stands in the event.
  if (status === 'open') await tellRaised(data, to);
}

async function tellRaised(data: DataOf<'alerting.alert-raised'>, to: To): Promise<void> {
  await tellAll(data.informed ?? [], to);
  if (data.owner) await tell(data.owner, true, to);
  for (const raisedBy of data.feedbackTo ?? []) await awaitFeedback(raisedBy, to);
  if (data.stands) await standing(data.stands, data.dueAt ?? null, to);
}

type Stands = NonNullable<DataOf<'alerting.alert-raised'>['stands']>;

/** What was done with it before its grounds were put right stands. */
async function standing({ status, step, handedTo, seen, closed }: Stands, due: string | null, to: To): Promise<void> {
  const { alertId, tx, slot } = to;
  for (const next of handedTo) await handedOn({ to: next }, to);
  await tx.query(
    `UPDATE ${slot}.alert_inbox SET status = $2, step = $3, due_at = $4, outcome = $5 WHERE alert_id = $1`,
    [...[alertId, closed ? 'closed' : status, step, due, closed?.outcome ?? null]],
  );
  if (seen) await seenBy(seen.role, seen.at, to);
}

const statusOf = ({ historical, shadow }: DataOf<'alerting.alert-raised'>): string =>
  historical ? 'historical' : shadow ? 'shadow' : 'open';

async function tellAll(informed: readonly Told[], to: To): Promise<void> {
  for (const one of informed) await tell(one, false, to);
}

async function awaitFeedback(
  { concern, practitioner, role, agency }: RaisedBy,
  { event, alertId, tx, slot }: To,
): Promise<void> {
  await tx.query(
    `INSERT INTO ${slot}.alert_feedback (alert_id, concern, child_id, practitioner, role, agency)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [alertId, concern, event.childId, practitioner, role, agency],
  );
}

/** The first who saw it; later owners change nothing for whoever raised the concern. */
async function acknowledged(role: string, to: To): Promise<void> {
  await settled('acknowledged', null, to);
  await seenBy(role, to.event.knownFrom, to);
}

async function seenBy(role: string, at: string, { alertId, tx, slot }: To): Promise<void> {
  await tx.query(
    `UPDATE ${slot}.alert_feedback SET seen_by_role = $2, seen_at = $3 WHERE alert_id = $1 AND seen_at IS NULL`,
    [alertId, role, at],
  );
}

async function escalated(data: DataOf<'alerting.alert-escalated'>, to: To): Promise<void> {
  const { event, alertId, tx, slot } = to;
  await handedOn(data, to);
  await tx.query(
    `UPDATE ${slot}.alert_inbox SET step = $2, overdue_since = coalesce(overdue_since, $3) WHERE alert_id = $1`,
    [alertId, data.step, data.cause === 'not-acknowledged' ? event.knownFrom : null],
  );
}

/** A person handed it on: they have seen it. */
async function reassigned(data: DataOf<'alerting.alert-reassigned'>, to: To): Promise<void> {
  await handedOn(data, to);
  await to.tx.query(`UPDATE ${to.slot}.alert_inbox SET overdue_since = NULL WHERE alert_id = $1`, [to.alertId]);
}

/** Its last owner has it again. */
async function reopened(
  { dueAt, standing = 'open' }: Readonly<{ dueAt?: string; standing?: string }>,
  { alertId, tx, slot }: To,
): Promise<void> {
  await tx.query(`UPDATE ${slot}.alert_inbox SET status = $3, due_at = $2, outcome = NULL WHERE alert_id = $1`, [
    alertId,
    dueAt ?? null,
    standing,
  ]);
}

/** It has a new owner, who has not acknowledged it yet. */
async function handedOn({ to: next, dueAt }: Readonly<{ to: Told; dueAt?: string }>, to: To): Promise<void> {
  const { alertId, tx, slot } = to;
  await tx.query(`UPDATE ${slot}.alert_recipients SET owner = false WHERE alert_id = $1`, [alertId]);
  await tell(next, true, to);
  await tx.query(`UPDATE ${slot}.alert_inbox SET status = 'open', due_at = $2 WHERE alert_id = $1`, [
    alertId,
    dueAt ?? null,
  ]);
}

async function settled(status: string, outcome: string | null, { alertId, tx, slot }: To): Promise<void> {
  await tx.query(
    `UPDATE ${slot}.alert_inbox SET status = $2, due_at = NULL, overdue_since = NULL, outcome = $3 WHERE alert_id = $1`,
    [alertId, status, outcome],
  );
}

/** Who once owned it may go on answering it. */
async function tell(one: Told, owner: boolean, { event, alertId, tx, slot }: To): Promise<void> {
  if (one.practitioner === undefined) return;
  await tx.query(
    `INSERT INTO ${slot}.alert_recipients (alert_id, child_id, practitioner, role, agency, reason, owner, may_answer, since)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
     ON CONFLICT (alert_id, practitioner, role, agency) DO UPDATE
       SET owner = excluded.owner, reason = excluded.reason, may_answer = alert_recipients.may_answer OR excluded.may_answer`,
    [alertId, event.childId, one.practitioner, one.role, one.agency, one.reason, owner, event.knownFrom],
  );
}
