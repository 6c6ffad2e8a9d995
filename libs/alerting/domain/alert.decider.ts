import type { AnyEvent, DataOf, EventType } from '@tributary/catalogue';
import { assertNever, type Decider, Problem } from '@tributary/kernel';
import type { Recipient } from './evaluate';

export type AlertEventType = Extract<EventType, `alerting.${string}`>;
type Of<T extends AlertEventType> = Readonly<{ type: T; data: DataOf<T> }>;
/** An alert's event without its envelope. */
export type AlertFact = { [T in AlertEventType]: Of<T> }[AlertEventType];

type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

export type AlertCommand =
  | Readonly<{ kind: 'raise'; data: DataOf<'alerting.alert-raised'> }>
  /** The clock of one step fell due. */
  | Readonly<{ kind: 'escalate'; alertId: string; step: number; to: Recipient | undefined; dueAt: string }>
  | Readonly<{ kind: 'acknowledge'; alertId: string; by: Person }>
  | Readonly<{ kind: 'act'; alertId: string; by: Person; action: string; note?: string }>
  | Readonly<{ kind: 'close'; alertId: string; by: Person; outcome: string; note?: string }>
  /** What it rested on was taken back. */
  | Readonly<{ kind: 'recall'; alertId: string }>;

export type AlertState =
  | Readonly<{ status: 'unraised' }>
  | Readonly<{ status: 'historical' }>
  | Readonly<{
      status: 'open' | 'acknowledged' | 'closed';
      step: number;
      recipients: readonly Person[];
      owner: Person | undefined;
      by?: Person;
    }>;

/** The life of one alert. Repeating a command changes nothing; only those it was sent to may answer it. */
export const alertDecider: Decider<AlertCommand, AlertFact, AlertState> = {
  initial: () => ({ status: 'unraised' }),
  decide,
  evolve,
};

function decide(command: AlertCommand, state: AlertState): readonly AlertFact[] {
  if (command.kind === 'raise') {
    return state.status === 'unraised' ? [{ type: 'alerting.alert-raised', data: command.data }] : [];
  }
  if (state.status === 'unraised' || state.status === 'historical') {
    if (command.kind === 'escalate' || command.kind === 'recall') return [];
    throw unknownAlert();
  }
  if (command.kind === 'escalate') return escalate(command, state);
  if (command.kind === 'recall') return recall(command, state);
  return answer(command, state);
}

type Sent = Exclude<AlertState, { status: 'unraised' | 'historical' }>;
type Answer = Extract<AlertCommand, { by: Person }>;

function escalate(command: Extract<AlertCommand, { kind: 'escalate' }>, state: Sent): readonly AlertFact[] {
  const waits = state.status === 'open' && state.step === command.step;
  return waits && command.to ? [escalated(command, command.to, state.owner)] : [];
}

function recall({ alertId }: Readonly<{ alertId: string }>, state: Sent): readonly AlertFact[] {
  const data = { alertId, by: 'tributary', role: 'system', outcome: 'recalled' };
  return state.status === 'closed' ? [] : [{ type: 'alerting.alert-closed', data }];
}

function answer(command: Answer, state: Sent): readonly AlertFact[] {
  refuseStranger(command.by, state.recipients);
  if (state.status === 'closed') return [];
  const note = 'note' in command && command.note ? { note: command.note } : {};
  switch (command.kind) {
    case 'acknowledge':
      return state.status === 'open' ? [{ type: 'alerting.alert-acknowledged', data: actor(command) }] : [];
    case 'act':
      return [{ type: 'alerting.alert-acted', data: { ...actor(command), action: command.action, ...note } }];
    case 'close':
      return [{ type: 'alerting.alert-closed', data: { ...actor(command), outcome: command.outcome, ...note } }];
    default:
      return assertNever(command);
  }
}

function escalated(
  command: Extract<AlertCommand, { kind: 'escalate' }>,
  to: Recipient,
  from: Person | undefined,
): AlertFact {
  const { alertId, step, dueAt } = command;
  const before = from ? { from: { ...from, reason: 'not-acknowledged' } } : {};
  return {
    type: 'alerting.alert-escalated',
    data: { alertId, step: step + 1, cause: 'not-acknowledged', ...before, to, dueAt },
  };
}

const actor = ({ alertId, by }: Answer) => ({
  alertId,
  by: by.practitioner,
  role: by.role,
  agency: by.agency,
});

function evolve(state: AlertState, fact: AlertFact): AlertState {
  if (fact.type === 'alerting.alert-raised') {
    if (fact.data.historical) return { status: 'historical' };
    const people = [fact.data.owner, ...(fact.data.informed ?? [])].flatMap((one) => personOf(one) ?? []);
    return { status: 'open', step: 0, recipients: people, owner: personOf(fact.data.owner) };
  }
  if (state.status === 'unraised' || state.status === 'historical') return state;
  switch (fact.type) {
    case 'alerting.alert-escalated': {
      const to = personOf(fact.data.to);
      return {
        ...state,
        step: fact.data.step,
        owner: to,
        recipients: to ? [...state.recipients, to] : state.recipients,
      };
    }
    case 'alerting.alert-acknowledged':
      return {
        ...state,
        status: 'acknowledged',
        by: { practitioner: fact.data.by, role: fact.data.role, agency: fact.data.agency ?? '' },
      };
    case 'alerting.alert-acted':
      return state;
    case 'alerting.alert-closed':
      return { ...state, status: 'closed' };
    default:
      return assertNever(fact);
  }
}

function personOf(one: { practitioner?: string; role: string; agency: string } | undefined): Person | undefined {
  return one?.practitioner === undefined
    ? undefined
    : { practitioner: one.practitioner, role: one.role, agency: one.agency };
}

/** Whoever it was not sent to does not learn that it exists. */
function refuseStranger(by: Person, recipients: readonly Person[]): void {
  if (!recipients.some((one) => one.practitioner === by.practitioner && one.role === by.role)) throw unknownAlert();
}

export const unknownAlert = (): Problem =>
  new Problem('alert-unknown', 404, 'No such alert', 'There is no alert of that id that was sent to you in this role');

/** The facts of an alert's stream, clocks left out. */
export const alertFacts = (events: readonly Readonly<{ type: string; data: unknown }>[]): readonly AlertFact[] =>
  events.filter((event): event is AnyEvent & AlertFact => event.type.startsWith('alerting.'));
