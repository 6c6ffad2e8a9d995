import { currentFacts } from '@tributary/catalogue';
import { setTimer } from '@tributary/event-store';
import {
  type AlertId,
  alertStream,
  type ChildId,
  derivedId,
  type Envelope,
  type Instant,
  type Occurred,
  plusMillis,
  type Recorded,
} from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { ACK_TIMER, timerId } from './alert-events';
import { carryOut } from './alert-log';
import { factsAndRoutes } from './child-facts';
import { ackLimitMs, evaluate, type Finding } from './domain/evaluate';
import type { Rule } from './domain/rule';
import type { AlertingOptions } from './options';

/** What a rule looks at: a fact about a child, and what made it be looked at: the fact itself, or a link. */
export type Matter = Readonly<{ rule: Rule; child: ChildId; fact: Recorded; cause: Recorded }>;

/** That a status is unknown is another thing than what the rule is about: neither alert stands in the other's way. */
type Kind = 'found' | 'status-unknown';
const KINDS: readonly Kind[] = ['found', 'status-unknown'];
export const kindOf = (found: Finding): Kind =>
  found.kind === 'raise' && found.statusUnknown ? 'status-unknown' : 'found';

/** One alert for each item a source stated about a child: a corrected suspension raises no second one. */
function alertIdOf(rule: Rule, child: ChildId, event: Envelope, kind: Kind): AlertId | undefined {
  if (!('record' in event.source)) return undefined;
  return derivedId('alert', rule.id, child, event.source.record, kind) as AlertId;
}

export async function raise(matter: Matter, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { rule, child, fact, cause } = matter;
  if (!(await holds(fact, cause, io))) return;
  const { found, identityConfirmed } = await judge(matter, cause.event.knownFrom, options);
  const alertId = alertIdOf(rule, child, fact.event, kindOf(found));
  if (found.kind === 'nothing' || !alertId) return;
  const common = { alertId, childId: child, rule: rule.id, ruleVersion: rule.version, evidence: [fact.event.id] };
  const asOf = cause.event.knownFrom;
  const order = { alertId, childId: child, cause: cause.event.id };
  if (found.kind === 'historical') {
    const data = { ...common, severity: rule.severity, historical: true };
    await carryOut(io, { ...order, command: { kind: 'raise', data, asOf } });
    return;
  }
  const { severity, owner, statusUnknown } = found;
  const dueAt = plusMillis(asOf, ackLimitMs(severity, options.policy));
  const told = { severity, owner, informed: [...found.informed], dueAt };
  const data = { ...common, ...told, statusUnknown, identityConfirmed };
  const { state } = await carryOut(io, { ...order, command: { kind: 'raise', data, asOf } });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (state.status === 'open' && state.step === 0) await setClock(alertId, 0, dueAt, io);
}

/** What the rule finds, by what was known of the child at that time. */
export async function judge(
  { child, fact, cause }: Matter,
  asOf: Instant,
  options: AlertingOptions,
): Promise<{ found: Finding; identityConfirmed: boolean }> {
  const view = await options.directory.at(asOf);
  const { reader, vault, policy } = options;
  const from = { reader, vault, statusLimitMs: policy.statusLimitMs };
  const about = { child, trigger: fact.event, at: cause.at, asOf, view };
  const { facts, routes } = await factsAndRoutes(from, about);
  const trigger = {
    knownFrom: asOf,
    happenedBy: lastMoment(fact.event.occurred),
    backfill: fact.event.backfill ?? false,
  };
  return { found: evaluate(trigger, facts, routes, policy), identityConfirmed: facts.identityConfirmed };
}

/** What the source took back: its alerts end, unless the source says it again elsewhere. */
export async function recallIfGone(rule: Rule, child: ChildId, one: Recorded, io: ReactorIo): Promise<void> {
  const { source, streamId } = one.event;
  if (!('record' in source)) return;
  const current = currentFacts(await io.store.loadMany([streamId], one.at));
  const stands = current.some(({ event }) => 'record' in event.source && event.source.record === source.record);
  if (!stands) await recall({ rule, child, fact: one, cause: one }, KINDS, io);
}

export async function recall(
  { rule, child, fact, cause }: Matter,
  kinds: readonly Kind[],
  io: ReactorIo,
): Promise<void> {
  for (const kind of kinds) {
    const alertId = alertIdOf(rule, child, fact.event, kind);
    if (!alertId || (await io.store.load(alertStream(alertId))).length === 0) continue;
    const command = { kind: 'recall' as const, alertId, asOf: cause.event.knownFrom };
    await carryOut(io, { alertId, childId: child, command, cause: cause.event.id });
  }
}
export const recallAll = (matter: Matter, io: ReactorIo): Promise<void> => recall(matter, KINDS, io);

/** Whether it is still its source's last word on its item, by what was known when it was looked at. */
async function holds(fact: Recorded, cause: Recorded, io: ReactorIo): Promise<boolean> {
  const said = await io.store.loadMany([fact.event.streamId], cause.at);
  return currentFacts(said).some(({ event }) => event.id === fact.event.id);
}

export const setClock = (alertId: AlertId, step: number, dueAt: Instant, io: ReactorIo): Promise<void> =>
  setTimer({ id: timerId(alertId, step), dueAt, streamId: alertStream(alertId), kind: ACK_TIMER }, io.tx);

/** The last moment it can have happened: a day ends at its end, a period with its first day (it was known from then). */
function lastMoment(occurred: Occurred): Instant {
  if ('at' in occurred) return occurred.at;
  return `${'on' in occurred ? occurred.on : occurred.from}T23:59:59.999Z` as Instant;
}
