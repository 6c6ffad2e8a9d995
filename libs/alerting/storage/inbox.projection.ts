import { isEvent } from '@tributary/catalogue';
import type { AlertId, Envelope, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

const NAME = 'alert-inbox';
const VERSION = 1;
const HANDLES = [
  'alerting.alert-raised',
  'alerting.alert-escalated',
  'alerting.alert-acknowledged',
  'alerting.alert-closed',
] as const;

/** Alerts as their recipients see them: ids, roles and times; what happened is opened from the events it rests on. */
export const inboxProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: HANDLES,
  tables: ['alert_inbox', 'alert_recipients'],
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
      await tx.query(`TRUNCATE ${slot}.alert_inbox, ${slot}.alert_recipients`);
    },
  };
}

type Person = Readonly<{ practitioner?: string; role: string; reason: string }>;

async function applyOne(event: Envelope, tx: Tx, slot: Slot): Promise<void> {
  const alertId = event.streamId.slice('alert-'.length) as AlertId;
  if (isEvent(event, 'alerting.alert-raised')) {
    const { data } = event;
    const status = data.historical ? 'historical' : 'open';
    await tx.query(
      `INSERT INTO ${slot}.alert_inbox VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, NULL)`,
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
      ],
    );
    if (data.owner) await addRecipient(event, data.owner, true, tx, slot);
    for (const informed of data.informed ?? []) await addRecipient(event, informed, false, tx, slot);
  } else if (isEvent(event, 'alerting.alert-escalated')) {
    await tx.query(`UPDATE ${slot}.alert_recipients SET owner = false WHERE alert_id = $1`, [alertId]);
    await addRecipient(event, event.data.to, true, tx, slot);
    await tx.query(`UPDATE ${slot}.alert_inbox SET step = $2, due_at = $3 WHERE alert_id = $1`, [
      alertId,
      event.data.step,
      event.data.dueAt ?? null,
    ]);
  } else if (isEvent(event, 'alerting.alert-acknowledged')) {
    await tx.query(`UPDATE ${slot}.alert_inbox SET status = 'acknowledged', due_at = NULL WHERE alert_id = $1`, [
      alertId,
    ]);
  } else if (isEvent(event, 'alerting.alert-closed')) {
    await tx.query(
      `UPDATE ${slot}.alert_inbox SET status = 'closed', due_at = NULL, outcome = $2 WHERE alert_id = $1`,
      [alertId, event.data.outcome],
    );
  }
}

async function addRecipient(event: Envelope, person: Person, owner: boolean, tx: Tx, slot: Slot): Promise<void> {
  if (person.practitioner === undefined) return;
  await tx.query(
    `INSERT INTO ${slot}.alert_recipients VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (alert_id, practitioner, role) DO UPDATE SET owner = excluded.owner, reason = excluded.reason`,
    [
      event.streamId.slice('alert-'.length),
      event.childId,
      person.practitioner,
      person.role,
      person.reason,
      owner,
      event.knownFrom,
    ],
  );
}
