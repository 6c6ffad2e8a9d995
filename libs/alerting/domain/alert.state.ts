import type { AnyEvent, DataOf, EventType } from '@tributary/catalogue';
import { assertNever } from '@tributary/kernel';
import type { Recipient } from './evaluate';

export type AlertEventType = Extract<EventType, `alerting.${string}`>;
type Of<T extends AlertEventType> = Readonly<{ type: T; data: DataOf<T> }>;
/** An alert's event without its envelope. */
export type AlertFact = { [T in AlertEventType]: Of<T> }[AlertEventType];

export type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

export type AlertState =
  | Readonly<{ status: 'unraised' }>
  | Readonly<{ status: 'historical' }>
  | Readonly<{
      status: 'open' | 'acknowledged' | 'closed';
      /** How often it has gone to the next person. */
      step: number;
      owner: Person | undefined;
      /** Those whose alert it is or was. */
      owners: readonly Person[];
      /** Those told for information alone. */
      informed: readonly Person[];
      /** When what it rested on was known to be gone; a later statement may raise it again. */
      recalledAsOf?: string;
    }>;
export type Sent = Exclude<AlertState, { status: 'unraised' | 'historical' }>;

export const samePerson = (a: Person, b: Person): boolean =>
  a.practitioner === b.practitioner && a.role === b.role && a.agency === b.agency;

export function evolve(state: AlertState, fact: AlertFact): AlertState {
  if (fact.type === 'alerting.alert-raised') return raisedState(fact.data);
  if (state.status === 'unraised' || state.status === 'historical') return state;
  switch (fact.type) {
    case 'alerting.alert-escalated': {
      const owner = personOf(fact.data.to);
      return { ...state, step: fact.data.step, owner, owners: owner ? [...state.owners, owner] : state.owners };
    }
    case 'alerting.alert-acknowledged':
      return { ...state, status: 'acknowledged' };
    case 'alerting.alert-acted':
      return state;
    case 'alerting.alert-closed': {
      const recalled = fact.data.outcome === 'recalled' ? { recalledAsOf: fact.data.asOf ?? '' } : {};
      return { ...state, status: 'closed', ...recalled };
    }
    default:
      return assertNever(fact);
  }
}

function raisedState(data: DataOf<'alerting.alert-raised'>): AlertState {
  if (data.historical) return { status: 'historical' };
  const owner = personOf(data.owner);
  const informed = (data.informed ?? []).flatMap((one) => personOf(one) ?? []);
  return { status: 'open', step: 0, owner, owners: owner ? [owner] : [], informed };
}

function personOf(one: Partial<Recipient> | { role: string; agency: string; practitioner?: string } | undefined) {
  if (one?.practitioner === undefined || one.role === undefined || one.agency === undefined) return undefined;
  return { practitioner: one.practitioner, role: one.role, agency: one.agency } satisfies Person;
}

/** The facts of an alert's stream, clocks left out. */
export const alertFacts = (events: readonly Readonly<{ type: string; data: unknown }>[]): readonly AlertFact[] =>
  events.filter((event): event is AnyEvent & AlertFact => event.type.startsWith('alerting.'));
