import { isEvent } from '@tributary/catalogue';
import type { ChildReader } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import { setTimer } from '@tributary/event-store';
import {
  type AlertId,
  alertStream,
  derivedId,
  fold,
  type Instant,
  type Occurred,
  plusMillis,
  type Recorded,
} from '@tributary/kernel';
import type { Reactor, ReactorIo } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import { ACK_TIMER, stepOfTimer, timerId } from './alert-events';
import { carryOut } from './alert-log';
import { factsAndRoutes, lineOf } from './child-facts';
import { alertDecider, alertFacts } from './domain/alert.decider';
import { evaluate, type Policy, type Recipient } from './domain/evaluate';
import type { Rule } from './domain/rule';
import { rules } from './rules';

export type AlertingOptions = Readonly<{
  reader: ChildReader;
  directory: Directory;
  vault: Pick<Vault, 'ref'>;
  policy: Policy & Readonly<{ statusLimitMs: number }>;
}>;

const RETRACTED = 'record.fact-retracted';
const FELL_DUE = 'clock.fell-due';

/**
 * Raises, escalates and recalls alerts. All is decided from events, at the time the event became known: the same events
 * give the same alerts, on whichever stream and however often.
 */
export function alertingReactor(options: AlertingOptions): Reactor {
  return {
    name: 'alerting',
    version: 1,
    handles: [...new Set(rules.flatMap((rule) => rule.triggers)), RETRACTED, FELL_DUE],
    async react(batch, io) {
      for (const one of batch) await react(one, io, options);
    },
  };
}

async function react(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  if (isEvent(event, FELL_DUE)) {
    if (event.data.kind === ACK_TIMER) await escalate(one, io, options);
    return;
  }
  for (const rule of rules) {
    if (event.type === RETRACTED) await recall(rule, one, io);
    else if (rule.triggers.some((trigger) => trigger === event.type)) await raise(rule, one, io, options);
  }
}

/** One alert for each item a source stated about a child: a corrected suspension raises no second one. */
function alertIdOf(rule: Rule, { event }: Recorded): AlertId | undefined {
  if (event.childId === null || !('record' in event.source)) return undefined;
  return derivedId('alert', rule.id, event.childId, event.source.record) as AlertId;
}

async function raise(rule: Rule, one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event, at } = one;
  const alertId = alertIdOf(rule, one);
  if (!alertId || event.childId === null) return;
  const view = await options.directory.at(event.knownFrom);
  const { reader, vault, policy } = options;
  const from = { reader, vault, statusLimitMs: policy.statusLimitMs };
  const { facts, routes } = await factsAndRoutes(from, { child: event.childId, trigger: event, at, view });
  const trigger = {
    knownFrom: event.knownFrom,
    happenedBy: lastMoment(event.occurred),
    backfill: event.backfill ?? false,
  };
  const found = evaluate(trigger, facts, routes, policy);
  if (found.kind === 'nothing') return;
  const dueAt = plusMillis(event.knownFrom, policy.ackLimitTodayMs);
  const common = { alertId, childId: event.childId, rule: rule.id, ruleVersion: rule.version, evidence: [event.id] };
  const data =
    found.kind === 'historical'
      ? { ...common, severity: rule.severity, historical: true }
      : {
          ...common,
          severity: found.severity,
          owner: found.owner,
          informed: [...found.informed],
          dueAt,
          statusUnknown: found.statusUnknown,
          identityConfirmed: facts.identityConfirmed,
        };
  const { events } = await carryOut(io, {
    alertId,
    childId: event.childId,
    command: { kind: 'raise', data },
    cause: event.id,
  });
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (found.kind === 'raise' && (events.length > 0 || (await isWaiting(alertId, 0, io))))
    await setClock(alertId, 0, dueAt, io);
}

async function escalate(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  if (!isEvent(event, FELL_DUE) || !event.streamId.startsWith('alert-')) return;
  const alertId = event.streamId.slice('alert-'.length) as AlertId;
  const step = stepOfTimer(event.data.timerId);
  const owner = await firstOwner(alertId, io);
  if (!owner) return;
  const line = lineOf(owner, await options.directory.at(event.knownFrom));
  const dueAt = plusMillis(event.knownFrom, options.policy.ackLimitTodayMs);
  const { events } = await carryOut(io, {
    alertId,
    childId: event.childId,
    command: { kind: 'escalate', alertId, step, to: line[step + 1], dueAt },
    cause: event.id,
  });
  const goesOn = line[step + 2] !== undefined;
  if (goesOn && (events.length > 0 || (await isWaiting(alertId, step + 1, io))))
    await setClock(alertId, step + 1, dueAt, io);
}

async function recall(rule: Rule, one: Recorded, io: ReactorIo): Promise<void> {
  const alertId = alertIdOf(rule, one);
  if (!alertId) return;
  const past = await io.store.load(alertStream(alertId));
  if (past.length === 0) return;
  await carryOut(io, {
    alertId,
    childId: one.event.childId,
    command: { kind: 'recall', alertId },
    cause: one.event.id,
  });
}

const setClock = (alertId: AlertId, step: number, dueAt: Instant, io: ReactorIo): Promise<void> =>
  setTimer({ id: timerId(alertId, step), dueAt, streamId: alertStream(alertId), kind: ACK_TIMER }, io.tx);

async function isWaiting(alertId: AlertId, step: number, io: ReactorIo): Promise<boolean> {
  const state = fold(alertDecider, alertFacts(await io.store.load(alertStream(alertId))));
  return state.status === 'open' && state.step === step;
}

async function firstOwner(alertId: AlertId, io: ReactorIo): Promise<Recipient | undefined> {
  const raised = (await io.store.load(alertStream(alertId))).find((event) => isEvent(event, 'alerting.alert-raised'));
  return (raised?.data as { owner?: Recipient } | undefined)?.owner;
}

/** The last moment it can have happened: a day ends at its end, a period with its first day (it was known from then). */
function lastMoment(occurred: Occurred): Instant {
  if ('at' in occurred) return occurred.at;
  return `${'on' in occurred ? occurred.on : occurred.from}T23:59:59.999Z` as Instant;
}
