import { type DataOf, isEvent, recordsOf } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import {
  type AlertId,
  alertStream,
  type ChildId,
  childStream,
  derivedId,
  type Envelope,
  type EventId,
  type Instant,
  type Recorded,
  recordStream,
} from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { carryOut, stateOf } from '../alert-log';
import { setClocks } from '../clocks';
import { type AlertCommand, alertDecider } from '../domain/alert.decider';
import { ackDue } from '../due';
import { linkedSince, type Moved } from '../moved';
import type { AlertingOptions } from '../options';
import { wrongChild as rule } from '../rules/wrong-child.rule';
import { toldBy } from '../told';
import type { Person } from '../undo/as-told';

type Looking = Readonly<{
  child: ChildId;
  cause: Recorded;
  moved: Moved;
  view: DirectoryView;
  io: ReactorIo;
  options: Pick<AlertingOptions, 'policy'>;
  /** Who was told wrongly, alert by alert, where that was found out; else whoever was told of one that used the record. */
  wrongly?: ReadonlyMap<AlertId, readonly Person[]>;
}>;

/**
 * Brings the recalls about a child into line with the records that came to it or went. To be called once its alerts are in
 * line with what is left.
 */
export async function settleRecalls(alerts: readonly AlertId[], looking: Looking): Promise<void> {
  if (looking.moved.isGoing) await recallWrong(alerts, looking);
  else await takeRecallsBack(alerts, looking);
}

/**
 * Everybody who was told of one of these alerts while it used a record that was never the child's gets a recall. One that
 * ended by the same event had used the record too.
 */
async function recallWrong(alerts: readonly AlertId[], looking: Looking): Promise<void> {
  const { child, cause, moved, io } = looking;
  // All of the child's went elsewhere: it is known by another name, and what was told is so.
  if (!(await hasRecords(child, cause, io))) return;
  const since = await linkedSince(moved, cause, io);
  if (since === undefined) return;
  const wrong = new Set(
    (await io.store.loadMany(moved.records.map(recordStream), cause.at)).map(({ event }) => event.id as string),
  );
  const pasts = Map.groupBy(await io.store.loadMany(alerts.map(alertStream)), ({ event }) => event.streamId);
  for (const alertId of alerts) {
    const past = (pasts.get(alertStream(alertId)) ?? []).map(({ event }) => event);
    const told = looking.wrongly ? (looking.wrongly.get(alertId) ?? []) : usedBy(past, wrong, { since, cause });
    for (const one of told) await recall({ alertId, one, past }, looking);
  }
}

async function hasRecords(child: ChildId, { at }: Recorded, io: ReactorIo): Promise<boolean> {
  const own = (await io.store.loadMany([childStream(child)], at)).map(({ event }) => event);
  return recordsOf(own).length > 0;
}

/** It names what was said in such a record, or it ended with it. */
const hasUsed = (past: readonly Envelope[], wrong: ReadonlySet<string>, { event: { id } }: Recorded): boolean =>
  past.some(
    (event) =>
      (isEvent(event, 'alerting.alert-raised') && event.data.evidence.some((named) => wrong.has(named))) ||
      (isEvent(event, 'alerting.alert-closed') && event.data.outcome === 'recalled' && event.causationId === id),
  );

const usedBy = (
  past: readonly Envelope[],
  wrong: ReadonlySet<string>,
  { since, cause }: Readonly<{ since: Instant; cause: Recorded }>,
): readonly Person[] => (hasUsed(past, wrong, cause) ? toldSince(past, since) : []);

/** Each once. A role that nobody held was told nothing. */
function toldSince(past: readonly Envelope[], since: Instant): readonly Person[] {
  const told = past.filter(({ knownFrom }) => knownFrom >= since).flatMap(toldBy);
  const people = told.flatMap(({ practitioner, role, agency }) =>
    practitioner === undefined ? [] : [{ practitioner, role, agency }],
  );
  return [...new Map(people.map((one) => [`${one.practitioner} ${one.role} ${one.agency}`, one])).values()];
}

type Recalling = Readonly<{ alertId: AlertId; one: Person; past: readonly Envelope[] }>;

async function recall({ alertId: recalls, one, past }: Recalling, looking: Looking): Promise<void> {
  const { child, cause, view, io, options } = looking;
  const { practitioner, role, agency } = one;
  const asOf = cause.event.knownFrom;
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'))?.data;
  const alertId = recallIdOf(recalls, cause.event.id, one);
  const dueAt = ackDue({ severity: rule.severity, agency, asOf }, view, options.policy);
  const data: DataOf<'alerting.alert-raised'> = {
    ...{ alertId, childId: child, rule: rule.id, ruleVersion: rule.version, severity: rule.severity, recalls },
    ...{ evidence: [cause.event.id], owner: { practitioner, role, agency, reason: 'was-told' } },
    ...(raised?.authority ? { authority: raised.authority } : {}),
    ...(raised?.leftOut ? { leftOut: raised.leftOut } : {}),
    ...(dueAt ? { dueAt } : {}),
  };
  const command: AlertCommand = { kind: 'raise', data, asOf };
  const { state } = await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (state.status === 'open' && state.step === 0) await setClocks(data, { view, asOf }, io);
}

const recallIdOf = (alert: AlertId, cause: EventId, { practitioner, role, agency }: Person): AlertId =>
  derivedId('alert', rule.id, alert, cause, practitioner, role, agency) as AlertId;

/** The record is the child's after all: who has not yet seen that an alert was taken back need not. */
async function takeRecallsBack(alerts: readonly AlertId[], { child, cause, moved, io }: Looking): Promise<void> {
  const own = (await io.store.loadMany([childStream(child)], cause.at)).map(({ event }) => event);
  const went = own.filter((event) => moved.records.some((record) => tookAway(event, record))).map(({ id }) => id);
  for (const alertId of alerts) {
    const past = await io.store.load(alertStream(alertId));
    for (const one of past.length > 0 ? toldSince(past, BEFORE_ALL) : []) {
      for (const id of went) await endRecall(recallIdOf(alertId, id, one), cause, io);
    }
  }
}

const BEFORE_ALL = '' as Instant;

const tookAway = (event: Envelope, record: string): boolean =>
  (isEvent(event, 'identity.record-unlinked') && event.data.recordId === record) ||
  (isEvent(event, 'identity.child-split') && event.data.records.includes(record));

async function endRecall(alertId: AlertId, { event }: Recorded, io: ReactorIo): Promise<void> {
  const command: AlertCommand = { kind: 'end', alertId, asOf: event.knownFrom, outcome: 'resolved' };
  if (alertDecider.decide(command, await stateOf(io, alertId)).length === 0) return;
  await carryOut(io, { alertId, childId: null, command, cause: event.id });
}
