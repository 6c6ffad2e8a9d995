import type { AnyEvent } from '@tributary/catalogue';
import { cancelTimers, setTimer } from '@tributary/event-store';
import {
  type AlertId,
  alertStream,
  type ChildId,
  childStream,
  type Envelope,
  type Instant,
  type Recorded,
} from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { alertIdOf, alertIdsOf, itemOf, itemsOf, RULE_TIMER, waitTimerId } from './alert-ids';
import { conclude, type Conclusion } from './conclude';
import { changes, endOf, informing, passingOn } from './commands-for';
import type { AlertCommand } from './domain/alert.decider';
import type { Finding } from './domain/finding';
import type { ChildRule } from './domain/rule';
import { carryOut } from './alert-log';
import type { AlertingOptions } from './options';
import type { StandingAlerts } from './standing-alerts';
import { setAckClock, setClocks } from './clocks';
import { linkedSince, movedBy } from './moved';
import { settleRecalls } from './recalls/recall';
import { type ChildScene, sceneOf } from './scene';
import { thresholdsOf } from './thresholds';
import { Undo } from './undo/undo';

export type LookOptions = AlertingOptions & Readonly<{ alerts: StandingAlerts }>;
/** An event that makes rules look at a child again. */
type Cause = Readonly<{ child: ChildId; cause: Recorded }>;
type Looking = Cause &
  Readonly<{
    scene: ChildScene;
    io: ReactorIo;
    options: LookOptions;
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
  const every = rules
    .map((rule) => ({ rule, ids: alertIdsOf(rule, child, scene.ever) }))
    .filter(({ ids }) => ids.length > 0);
  const pasts = await options.alerts.about(
    child,
    every.flatMap(({ ids }) => ids),
  );
  const moved = movedBy(cause);
  const since = moved?.isUndone ? await linkedSince(moved, cause, io) : undefined;
  const looking = { child, cause, scene, io, options };
  const undo = since === undefined ? undefined : await Undo.of(since, looking);
  for (const { rule, ids } of every) {
    const standing = new Map(ids.map((id) => [id, pasts.get(alertStream(id)) ?? []]));
    await (undo ? lookBack(rule, standing, looking, undo) : lookBy(rule, standing, looking));
  }
  if (!moved) return;
  const ids = every.flatMap((one) => one.ids);
  await settleRecalls(ids, { child, cause, moved, view, io, options, ...(undo ? { wrongly: undo.wrongly } : {}) });
}

/** A link was taken back: alerts come to where they would stand without it. */
async function lookBack(rule: ChildRule, standing: Standing, looking: Looking, undo: Undo): Promise<void> {
  await undo.putRight(rule, standing);
  await waitFor(rule, findingsOf(rule, looking.scene), looking);
}

const findingsOf = (rule: ChildRule, scene: ChildScene): readonly Finding[] =>
  scene.stoodDown ? [] : rule.look({ ...scene, threshold: thresholdsOf(rule, scene) });

async function lookBy(rule: ChildRule, standing: Standing, looking: Looking): Promise<void> {
  const { scene } = looking;
  const findings = findingsOf(rule, scene);
  const found = await raiseAll(rule, findings, standing, looking);
  for (const [alertId, past] of standing) {
    if (past.length > 0 && !found.has(alertId)) await end(alertId, past, looking);
  }
  await waitFor(rule, findings, looking);
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
  { scene, cause, child, io, options, past }: Looking & { past: readonly Envelope[] },
): Promise<void> {
  const refOf = options.vault.ref.bind(options.vault);
  const data = conclude(rule, finding, scene, { refOf, policy: options.policy });
  if (!data) return;
  const order = { alertId, childId: child, cause: cause.event.id };
  const command: AlertCommand = { kind: 'raise', data: { ...data, alertId }, asOf: scene.asOf };
  const isMine = past.some(({ causationId }) => causationId === cause.event.id);
  if (!isMine && !changes(command, past)) return inform(data, order, { io, past });
  const { state } = await carryOut(io, { ...order, command });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (state.status === 'open' && state.step === 0) await setClocks({ ...data, alertId }, scene, io);
}

type Order = Readonly<{ alertId: AlertId; childId: ChildId; cause: string }>;

/** Whom what became known since names. */
async function inform(
  conclusion: Conclusion,
  order: Order,
  { io, past }: Readonly<{ io: ReactorIo; past: readonly Envelope[] }>,
): Promise<void> {
  if (conclusion.historical || conclusion.shadow) return;
  await passOn(conclusion, order, { io, past });
  const command = informing(order.alertId, conclusion);
  if (changes(command, past)) await carryOut(io, { ...order, command, cause: `${order.cause}/informed` });
}

async function passOn(
  conclusion: Conclusion,
  order: Order,
  { io, past }: Readonly<{ io: ReactorIo; past: readonly Envelope[] }>,
): Promise<void> {
  const command = passingOn(order.alertId, conclusion, past);
  const mine = past.some(({ causationId }) => causationId === order.cause);
  if (!command || (!mine && !changes(command, past))) return;
  const { state } = await carryOut(io, { ...order, command });
  const { dueAt } = conclusion;
  if (dueAt && state.status === 'open' && state.step === 1) await setAckClock(order.alertId, 1, dueAt as Instant, io);
}

async function end(alertId: AlertId, past: readonly Envelope[], { cause, child, io, scene }: Looking): Promise<void> {
  const command = endOf(alertId, past, { scene, cause });
  if (changes(command, past)) await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
}

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
