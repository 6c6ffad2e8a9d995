import { assessmentDecider, assessmentFacts, isOpened, lookUp, REVIEW_TIMER } from '@tributary/assessment';
import { type DataOf, isEvent, recordsOf } from '@tributary/catalogue';
import {
  type AlertId,
  alertStream,
  type AssessmentId,
  assessmentStream,
  type ChildId,
  childStream,
  type Envelope,
  type EventId,
  fold,
  type RecordId,
  recordStream,
  type Recorded,
} from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import { carryOut } from '../alert-log';
import { setClocks } from '../clocks';
import type { AlertCommand } from '../domain/alert.decider';
import { ackDue } from '../due';
import { leftOut } from '../left-out';
import { changes } from '../commands-for';
import type { AlertingOptions, ReactorOptions } from '../options';
import { assessmentReviewDue as rule } from '../rules/assessment-review-due.rule';
import { authorityIn, sceneOf, statutoryIn } from '../scene';
import { hasStoodDown, isStandingDown, STANDS_DOWN } from '../standing-down';
import { everOwed, owedAt, type Review, reviewAlertId, wasInTime } from './owed';
import { toWhom } from './to-whom';

const FELL_DUE = 'clock.fell-due';
const LINKED = 'identity.record-linked';

/**
 * Tells whoever leads an assessment that its review is owed, and ends that once it is not. All is decided from events, at
 * the time the event became known; reminders, deputies and managers follow as for any alert.
 */
export const reviewReactor = (options: ReactorOptions): Reactor => ({
  name: 'assessment-reviews',
  version: 1,
  handles: [...rule.triggers, ...rule.hears, FELL_DUE, LINKED, ...STANDS_DOWN],
  async react(batch, io) {
    const directory = await options.directory.soFar();
    for (const one of batch) {
      for (const id of await concerned(one, io)) await settle(id, one, io, { ...options, directory });
    }
  },
});

/** The assessments that an event may change something for. */
async function concerned({ event, at }: Recorded, io: ReactorIo): Promise<readonly AssessmentId[]> {
  if (event.streamId.startsWith('assessment-')) {
    const isOther = isEvent(event, FELL_DUE) && event.data.kind !== REVIEW_TIMER;
    return isOther ? [] : [event.streamId.slice('assessment-'.length) as AssessmentId];
  }
  if (isStandingDown(event)) return aboutRecords(recordsOf(await eventsOf(event.streamId, { at, event }, io)), at, io);
  // A record that moves to another child takes along what was opened about it.
  if (!isEvent(event, LINKED) || event.data.previous === null || !event.streamId.startsWith('record-')) return [];
  return aboutRecords([event.data.recordId as RecordId], at, io);
}

async function aboutRecords(
  records: readonly RecordId[],
  at: Recorded['at'],
  io: ReactorIo,
): Promise<readonly AssessmentId[]> {
  const upTo = { loadMany: (streams: Parameters<typeof io.store.loadMany>[0]) => io.store.loadMany(streams, at) };
  const { all } = await lookUp(upTo, records);
  return all.map(({ id }) => id);
}

type Settling = Readonly<{ child: ChildId; cause: Recorded; io: ReactorIo; options: AlertingOptions }>;

/** Brings the alerts about an assessment's reviews into line with what is owed now. */
async function settle(id: AssessmentId, cause: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const past = await eventsOf(assessmentStream(id), cause, io);
  const facts = assessmentFacts(past);
  const state = fold(assessmentDecider, facts);
  if (!isOpened(state)) return;
  const children = await childrenOf(state.opened.record as RecordId, cause, io);
  const child = children.at(-1);
  if (!child) return;
  const isDown = hasStoodDown(await eventsOf(childStream(child), cause, io));
  const owed = isDown ? undefined : owedAt(state, cause.event.knownFrom);
  const mine = owed && reviewAlertId(id, child, owed);
  const possible = everOwed(facts).flatMap((review) =>
    children.map((one) => ({ review, child: one, alertId: reviewAlertId(id, one, review) })),
  );
  const pasts = Map.groupBy(await io.store.loadMany(possible.map(({ alertId }) => alertStream(alertId))), streamOf);
  const pastOf = (alertId: AlertId) => (pasts.get(alertStream(alertId)) ?? []).map(({ event }) => event);
  for (const { alertId, review, child: of } of possible) {
    if (alertId !== mine) await end({ alertId, review, child: of, past: pastOf(alertId) }, cause, io);
  }
  if (!owed || !mine) return;
  const stated = past.findLast((event) => (event.data as Readonly<{ reviewBy?: string }>).reviewBy === owed.by);
  const evidence = stated ? [stated.id] : [];
  await tell({ owed, alertId: mine, evidence, past: pastOf(mine) }, { child, cause, io, options });
}

const streamOf = ({ event }: Recorded): string => event.streamId;

async function eventsOf(
  stream: Parameters<ReactorIo['store']['load']>[0],
  { at }: Recorded,
  io: ReactorIo,
): Promise<readonly Envelope[]> {
  return (await io.store.loadMany([stream], at)).map(({ event }) => event);
}

/** Whose the record was, one after the other; the last is whose it is now. */
async function childrenOf(record: RecordId, cause: Recorded, io: ReactorIo): Promise<readonly ChildId[]> {
  const links = (await eventsOf(recordStream(record), cause, io)).filter((event) => isEvent(event, LINKED));
  return [...new Set(links.map(({ data }) => data.childId as ChildId).reverse())].reverse();
}

type Owed = Readonly<{ owed: Review; alertId: AlertId; evidence: readonly EventId[]; past: readonly Envelope[] }>;

async function tell({ owed, alertId, evidence, past }: Owed, settling: Settling): Promise<void> {
  const { child, cause, io, options } = settling;
  const { reader, vault, policy } = options;
  const asOf = cause.event.knownFrom;
  const view = await options.directory.at(asOf);
  const scene = await sceneOf(
    { reader, vault, statusLimitMs: policy.statusLimitMs },
    { child, at: cause.at, asOf, view },
  );
  const out = leftOut(scene);
  const authority = authorityIn(view, statutoryIn(scene) ?? owed.lead.agency);
  const owner = toWhom(owed.lead, { scene, leftOut: out, policy, authority });
  if (!owner) return;
  const isLive = view.isLive(rule.id, authority);
  const from = { severity: rule.severity, agency: owner.agency, asOf };
  const dueAt = isLive ? ackDue(from, view, policy) : undefined;
  const data: DataOf<'alerting.alert-raised'> = {
    ...{ alertId, childId: child, rule: rule.id, ruleVersion: rule.version, severity: rule.severity },
    ...{ evidence: [...evidence], owner, statusUnknown: false, identityConfirmed: scene.identityConfirmed },
    ...(authority ? { authority } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(out.size > 0 ? { leftOut: [...out].sort() } : {}),
    ...(isLive ? {} : { shadow: true }),
  };
  const isUndone = isEvent(cause.event, LINKED) && cause.event.data.method === 'taken-back';
  const command: AlertCommand = { kind: 'raise', data, asOf, ...(isUndone ? { undoing: true } : {}) };
  const isMine = past.some(({ causationId }) => causationId === cause.event.id);
  if (!isMine && !changes(command, past)) return;
  const { state } = await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (state.status === 'open' && state.step === 0) await setClocks(data, { view, asOf }, io);
}

type Standing = Readonly<{ alertId: AlertId; review: Review; child: ChildId; past: readonly Envelope[] }>;

/** Held in time and written down late, or of another child's record: taken back. Else it is done. */
async function end({ alertId, review, child, past }: Standing, { event }: Recorded, io: ReactorIo): Promise<void> {
  const outcome = isEvent(event, LINKED) || wasInTime(event, review) ? 'recalled' : 'resolved';
  const command: AlertCommand = { kind: 'end', alertId, asOf: event.knownFrom, outcome };
  if (changes(command, past)) await carryOut(io, { alertId, childId: child, command, cause: event.id });
}
