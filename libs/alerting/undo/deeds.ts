import { assertNever, type Envelope, fold, type Instant, Problem } from '@tributary/kernel';
import { type AlertCommand, alertDecider, type AlertFact, alertFacts } from '../domain/alert.decider';
import { isSent, type Person, samePerson } from '../domain/alert.state';
import type { Answer } from '../domain/answers';
import type { Recipient } from '../domain/recipient';

/** What a person did with an alert, or a clock that nobody had stopped: no rule found it. */
export type Deed = Readonly<{
  at: Instant;
  fact: AlertFact;
  /** Who had closed it before, where it is opened again. */
  closer?: Person;
}>;

/** What was done with an alert since a time. */
export function deedsSince(past: readonly Envelope[], since: Instant): readonly Deed[] {
  return past.flatMap((event, i): Deed[] => {
    const [fact] = alertFacts([event]);
    if (!fact || event.knownFrom < since || !isDeed(fact)) return [];
    if (fact.type !== 'alerting.alert-reopened') return [{ at: event.knownFrom, fact }];
    const before = fold(alertDecider, alertFacts(past.slice(0, i)));
    const closer = isSent(before) ? before.closed?.by : undefined;
    return [{ at: event.knownFrom, fact, ...(closer ? { closer } : {}) }];
  });
}

const CLOCKS: readonly string[] = ['not-acknowledged', 'school-closed'];

export function isDeed(fact: AlertFact): boolean {
  switch (fact.type) {
    case 'alerting.alert-raised':
    case 'alerting.alert-informed':
      return false;
    case 'alerting.alert-escalated':
      return CLOCKS.includes(fact.data.cause);
    case 'alerting.alert-acknowledged':
    case 'alerting.alert-acted':
    case 'alerting.alert-challenged':
    case 'alerting.alert-reassigned':
    case 'alerting.alert-closed':
    case 'alerting.alert-reopened':
      return fact.data.role !== 'system';
    default:
      return assertNever(fact);
  }
}

/**
 * The same done with the alert as it would have stood then: nothing where it would not have been theirs, or would not have
 * been there.
 */
export function doneAgain(past: readonly AlertFact[], deed: Deed): readonly AlertFact[] {
  const state = fold(alertDecider, past);
  const command = isSent(state) ? commandOf(deed, state.owner) : undefined;
  if (!command) return [];
  try {
    return alertDecider.decide(command, state).map((fact) => ({ ...fact, knownFrom: deed.at }));
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** Undefined where a clock took it from somebody who would not have had it. */
function commandOf({ fact, at, closer }: Deed, owner: Person | undefined): AlertCommand | undefined {
  const { data } = fact;
  if (fact.type === 'alerting.alert-escalated') return passedOn(fact, owner);
  if (!('by' in data)) return undefined;
  const { alertId, by: practitioner, role, agency = '' } = data;
  const by = { practitioner, role, agency };
  if (fact.type !== 'alerting.alert-reopened') {
    const answer = answerOf(fact);
    return answer && { ...answer, alertId, by, ...('dueAt' in data && data.dueAt ? { dueAt: data.dueAt } : {}) };
  }
  const manages = closer && !samePerson(closer, by) ? { manages: closer.practitioner } : {};
  return { kind: 'reopen', alertId, by, note: fact.data.note, now: at, withinMs: Infinity, ...manages };
}

type Escalated = Extract<AlertFact, { type: 'alerting.alert-escalated' }>;

function passedOn({ data }: Escalated, owner: Person | undefined): AlertCommand | undefined {
  const { alertId, step, cause, to, from, dueAt } = data;
  const due = dueAt ? { dueAt } : {};
  if (!owner || from?.practitioner !== owner.practitioner) return undefined;
  return cause === 'school-closed'
    ? { kind: 'hand-over', alertId, school: owner.agency, to: to as Recipient, ...due }
    : { kind: 'escalate', alertId, step: step - 1, line: [to as Recipient, END], ...due };
}
/** Whether somebody comes after, and so until when, was settled then. */
const END = { practitioner: '', role: '', agency: '', reason: '' } as unknown as Recipient;

function answerOf(fact: AlertFact): Exclude<Answer, { kind: 'reopen' }> | undefined {
  switch (fact.type) {
    case 'alerting.alert-acknowledged':
      return { kind: 'acknowledge' };
    case 'alerting.alert-acted':
      return { kind: 'act', action: fact.data.action, ...noteOf(fact.data) };
    case 'alerting.alert-challenged':
      return { kind: 'challenge', note: fact.data.note };
    case 'alerting.alert-reassigned':
      return { kind: 'reassign', to: fact.data.to as never, ...noteOf(fact.data) };
    case 'alerting.alert-closed':
      return { kind: 'close', outcome: fact.data.outcome, ...noteOf(fact.data) };
    default:
      return undefined;
  }
}

const noteOf = ({ note }: Readonly<{ note?: string }>) => (note === undefined ? {} : { note });
