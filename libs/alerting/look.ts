import { type AnyEvent, isEvent } from '@tributary/catalogue';
import { cancelTimers, setTimer } from '@tributary/event-store';
import {
  type AlertId,
  alertStream,
  type ChildId,
  childStream,
  type Envelope,
  fold,
  type Instant,
  type Recorded,
} from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { alertIdOf, alertIdsOf, itemOf, itemsOf, RULE_TIMER, waitTimerId } from './alert-ids';
import { conclude, type Conclusion } from './conclude';
import { type AlertCommand, alertDecider, alertFacts, type AlertState } from './domain/alert.decider';
import type { Finding } from './domain/finding';
import type { ChildRule } from './domain/rule';
import { carryOut } from './alert-log';
import type { AlertingOptions } from './options';
import type { StandingAlerts } from './standing-alerts';
import { setAckClock, setClocks } from './clocks';
import { linkedSince, movedBy } from './moved';
import { settleRecalls } from './recalls/recall';
import { isStandingDown } from './standing-down';
import type { Recipient } from './domain/recipient';
import { type ChildScene, authorityIn, sceneOf } from './scene';
import { agencyOf } from './domain/scene';

export type LookOptions = AlertingOptions & Readonly<{ alerts: StandingAlerts }>;
/** An event that makes rules look at a child again. */
type Cause = Readonly<{ child: ChildId; cause: Recorded }>;
type Looking = Cause &
  Readonly<{
    scene: ChildScene;
    io: ReactorIo;
    options: LookOptions;
    /** Where a link is taken back: since when it stood. What it hid is found as if it had been looked for then. */
    wrongSince?: Instant;
  }>;

/**
 * Brings the alerts of some rules about a child into line with what the rules find now: raises what is found anew, waits
 * where a rule waits, and ends what is found no more.
 */
export async function lookAgain(
  rules: readonly ChildRule[],
  { child, cause }: Cause,
  io: ReactorIo,
  options: LookOptions,
): Promise<void> {
  const asOf = cause.event.knownFrom;
  const view = await options.directory.at(asOf);
  const { reader, vault, policy } = options;
  const scene = await sceneOf(
    { reader, vault, statusLimitMs: policy.statusLimitMs },
    { child, at: cause.at, asOf, view },
  );
  const moved = movedBy(cause);
  const wrongSince = moved?.isUndone ? await linkedSince(moved, cause, io) : undefined;
  const undone = wrongSince === undefined ? {} : { wrongSince };
  const every = rules.map((rule) => ({ rule, ids: alertIdsOf(rule, child, scene.ever) }));
  const pasts = await options.alerts.about(
    child,
    every.flatMap(({ ids }) => ids),
  );
  for (const { rule, ids } of every) {
    if (ids.length === 0) continue;
    const standing = new Map(ids.map((id) => [id, pasts.get(alertStream(id)) ?? []]));
    await lookBy(rule, standing, { child, cause, scene, io, options, ...undone });
  }
  if (!moved) return;
  const ids = every.flatMap((one) => one.ids);
  await settleRecalls(ids, { child, cause, moved, view, io, options });
}

async function lookBy(rule: ChildRule, standing: Standing, looking: Looking): Promise<void> {
  const { scene } = looking;
  const findings = scene.stoodDown ? [] : rule.look({ ...scene, threshold: thresholdsOf(rule, scene) });
  const found = await raiseAll(rule, findings, standing, looking);
  for (const [alertId, past] of standing) {
    if (!found.has(alertId)) await end(alertId, past, looking);
  }
  await waitFor(rule, findings, looking);
}

/** As the authority of whoever last spoke of the child sets them. */
export function thresholdsOf(
  rule: ChildRule,
  { facts, view }: Pick<ChildScene, 'facts' | 'view'>,
): (name: string) => number {
  const last = facts.at(-1);
  const authority = last ? authorityIn(view, agencyOf(last)) : '';
  return (name) => {
    const value = view.threshold(rule.id, name, authority) ?? rule.thresholds[name]?.value;
    if (value === undefined) throw new Error(`${rule.id} has no threshold ${name}`);
    return value;
  };
}

type Standing = ReadonlyMap<AlertId, readonly Envelope[]>;

/** Answers which alerts are found, raised now or before. */
async function raiseAll(
  rule: ChildRule,
  findings: readonly Finding[],
  standing: Standing,
  looking: Looking,
): Promise<ReadonlySet<AlertId>> {
  const found = new Set<AlertId>();
  for (const finding of findings) {
    const item = itemOf(finding.about);
    if (finding.kind === 'waits' || item === undefined) continue;
    const alertId = alertIdOf(rule, looking.child, item, finding.kind);
    found.add(alertId);
    await raise(alertId, rule, finding, { ...looking, past: standing.get(alertId) ?? [] });
  }
  return found;
}

async function raise(
  alertId: AlertId,
  rule: ChildRule,
  finding: Exclude<Finding, { kind: 'waits' }>,
  { scene, cause, child, io, options, past, wrongSince }: Looking & { past: readonly Envelope[] },
): Promise<void> {
  const refOf = options.vault.ref.bind(options.vault);
  const data = conclude(rule, finding, scene, {
    refOf,
    policy: options.policy,
    ...(wrongSince ? { judgedAt: wrongSince } : {}),
  });
  if (!data) return;
  const order = { alertId, childId: child, cause: cause.event.id };
  const undoing = wrongSince === undefined ? {} : { undoing: true };
  const command: AlertCommand = { kind: 'raise', data: { ...data, alertId }, asOf: scene.asOf, ...undoing };
  const isMine = past.some(({ causationId }) => causationId === cause.event.id);
  if (!isMine && !changes(command, past)) return inform(data, order, { io, past });
  const { state } = await carryOut(io, { ...order, command });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (state.status !== 'open') return;
  if (state.step === 0) await setClocks({ ...data, alertId }, scene, io);
  else if (wrongSince !== undefined && data.dueAt) await setAckClock(alertId, state.step, data.dueAt as Instant, io);
}

type Order = Readonly<{ alertId: AlertId; childId: ChildId; cause: string }>;

/** Two feeds may speak one after the other: whom the second names is told of the alert that stands. */
async function inform(
  { informed, historical, shadow, owner, dueAt }: Conclusion,
  order: Order,
  { io, past }: Readonly<{ io: ReactorIo; past: readonly Envelope[] }>,
): Promise<void> {
  if (historical || shadow) return;
  await passOn(owner, dueAt, order, { io, past });
  const command = { kind: 'inform', alertId: order.alertId, informed: informed ?? [] } as const;
  if (changes(command, past)) await carryOut(io, { ...order, command, cause: `${order.cause}/informed` });
}

const FOR_WANT_OF_ANOTHER: readonly (string | undefined)[] = ['duty', 'emergency-duty'];

/** The duty desk had it because nobody nearer was known; now somebody is. */
async function passOn(
  owner: Conclusion['owner'],
  dueAt: string | undefined,
  order: Order,
  { io, past }: Readonly<{ io: ReactorIo; past: readonly Envelope[] }>,
): Promise<void> {
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
  if (!owner || !raised || FOR_WANT_OF_ANOTHER.includes(owner.reason)) return;
  if (!FOR_WANT_OF_ANOTHER.includes(raised.data.owner?.reason) || raised.data.severity === 'immediate') return;
  const to = owner as Recipient;
  const command = { kind: 'pass-on', alertId: order.alertId, to, ...(dueAt ? { dueAt } : {}) } as const;
  const mine = past.some(({ causationId }) => causationId === order.cause);
  if (!mine && !changes(command, past)) return;
  const { state } = await carryOut(io, { ...order, command });
  if (dueAt && state.status === 'open' && state.step === 1) await setAckClock(order.alertId, 1, dueAt as Instant, io);
}

async function end(alertId: AlertId, past: readonly Envelope[], { cause, child, io, scene }: Looking): Promise<void> {
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
  const rests = raised && scene.facts.some(({ id }) => raised.data.evidence[0] === id);
  const outcome = rests && !undoes(cause) ? 'resolved' : 'recalled';
  const command: AlertCommand = { kind: 'end', alertId, asOf: cause.event.knownFrom, outcome };
  if (changes(command, past)) await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
}

/** Something was found not to be so, where other causes only bring something new. */
export const undoes = ({ event }: Recorded): boolean =>
  event.type === 'record.fact-retracted' || (event.type.startsWith('identity.') && !isStandingDown(event));

/** Whether a command comes to anything, as the alert stands. */
export const changes = (command: AlertCommand, past: readonly Envelope[]): boolean => {
  const state: AlertState = fold(alertDecider, alertFacts(past));
  return alertDecider.decide(command, state).length > 0;
};

/** Sets the clocks of what is waited for and takes back those of what is not any more. */
async function waitFor(rule: ChildRule, findings: readonly Finding[], { child, io, scene }: Looking): Promise<void> {
  if (rule.waits === undefined) return;
  const due = new Map<string, Instant>();
  for (const finding of findings) {
    const item = itemOf(finding.about);
    // What was delivered as history is waited for by nobody.
    if (finding.kind === 'waits' && item !== undefined && !isPast(finding.about)) due.set(item, finding.until);
  }
  const items = itemsOf(rule, scene.ever);
  const idle = items.filter((item) => !due.has(item)).map((item) => waitTimerId(rule, child, item));
  if (idle.length > 0) await cancelTimers(idle, io.tx);
  for (const item of items) {
    const until = due.get(item);
    if (until === undefined) continue;
    const timer = { id: waitTimerId(rule, child, item), dueAt: later(until, scene.asOf), kind: RULE_TIMER };
    await setTimer({ ...timer, streamId: childStream(child) }, io.tx);
  }
}
const isPast = (about: AnyEvent): boolean => about.backfill === true;
const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
