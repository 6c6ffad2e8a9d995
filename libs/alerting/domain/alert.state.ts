import type { AnyEvent, DataOf, EventType } from '@tributary/catalogue';
import { assertNever, type Instant } from '@tributary/kernel';

export type AlertEventType = Extract<EventType, `alerting.${string}`>;
type Of<T extends AlertEventType> = Readonly<{
  type: T;
  data: DataOf<T>;
  /** When it became known; missing of what is only being decided. */
  knownFrom?: Instant;
}>;
/** An alert's event without its envelope. */
export type AlertFact = { [T in AlertEventType]: Of<T> }[AlertEventType];

export type Person = Readonly<{ practitioner: string; role: string; agency: string }>;

export type AlertState =
  | Readonly<{ status: 'unraised' }>
  /** Recorded and sent to nobody: found in history, or by a rule in shadow. */
  | Readonly<{ status: 'historical' | 'shadow' }>
  | Readonly<{
      status: 'open' | 'acknowledged' | 'closed';
      /** How often it has gone to the next person. */
      step: number;
      owner: Person | undefined;
      /** Whose deputy and manager come next: who had it first, or was handed it. */
      head: Person | undefined;
      /** Those whose alert it is or was. */
      owners: readonly Person[];
      /** Those told for information alone. */
      informed: readonly Person[];
      /** Those who must not be told. */
      leftOut: readonly string[];
      /** Who closed it, and when; missing where the hub ended it. */
      closed?: Readonly<{ by: Person; at: Instant | undefined }>;
      /** When what it rested on was known to be gone, or to be settled; a later statement may raise it again. */
      endedAsOf?: string;
      /** How it stood when the hub ended it. */
      endedFrom?: 'open' | 'acknowledged';
      /** Whoever has it was told of an alert that it takes back. */
      isRecall?: true;
    }>;
export type Sent = Exclude<AlertState, { status: 'unraised' } | { status: 'historical' | 'shadow' }>;

export const isSent = (state: AlertState): state is Sent =>
  state.status === 'open' || state.status === 'acknowledged' || state.status === 'closed';

export const samePerson = (a: Person, b: Person): boolean =>
  a.practitioner === b.practitioner && a.role === b.role && a.agency === b.agency;

export function evolve(state: AlertState, fact: AlertFact): AlertState {
  if (fact.type === 'alerting.alert-raised') return raisedState(fact.data);
  if (!isSent(state)) return state;
  switch (fact.type) {
    case 'alerting.alert-escalated':
      return { ...ownedBy(fact.data.to, state, fact.data.cause !== 'not-acknowledged'), step: fact.data.step };
    case 'alerting.alert-reassigned':
      return ownedBy(fact.data.to, state, true);
    case 'alerting.alert-informed':
      return { ...state, informed: [...state.informed, ...fact.data.informed.flatMap((one) => personOf(one) ?? [])] };
    case 'alerting.alert-acknowledged':
      return { ...state, status: 'acknowledged' };
    case 'alerting.alert-acted':
    case 'alerting.alert-challenged':
      return state;
    case 'alerting.alert-closed':
      return closedState(state, fact);
    case 'alerting.alert-reopened':
      return openedAgain(state, fact.data.standing ?? 'open');
    default:
      return assertNever(fact);
  }
}

/** How the hub itself closes an alert. */
export const ENDED = ['recalled', 'resolved', 'merged'] as const;
export type Ended = (typeof ENDED)[number];

function closedState(state: Sent, { data, knownFrom }: Of<'alerting.alert-closed'>): Sent {
  if (ENDED.some((outcome) => outcome === data.outcome)) {
    const endedFrom = state.status === 'closed' ? 'open' : state.status;
    return { ...state, status: 'closed', endedAsOf: data.asOf ?? '', endedFrom };
  }
  const by = personOf({ practitioner: data.by, role: data.role, ...(data.agency ? { agency: data.agency } : {}) });
  return { ...state, status: 'closed', ...(by ? { closed: { by, at: knownFrom } } : {}) };
}

const openedAgain = (
  { step, owner, head, owners, informed, leftOut }: Sent,
  status: 'open' | 'acknowledged',
): Sent => ({ ...{ status, step, owner, head, owners, informed, leftOut } });

/** A new owner has not acknowledged it yet. */
function ownedBy(to: Named, state: Sent, handedOn: boolean): Sent {
  const owner = personOf(to);
  const head = handedOn ? owner : state.head;
  return { ...state, status: 'open', owner, head, owners: owner ? [...state.owners, owner] : state.owners };
}

function raisedState(data: DataOf<'alerting.alert-raised'>): AlertState {
  if (data.historical) return { status: 'historical' };
  if (data.shadow) return { status: 'shadow' };
  const owner = personOf(data.owner);
  const informed = (data.informed ?? []).flatMap((one) => personOf(one) ?? []);
  const raised: Sent = {
    status: 'open',
    step: 0,
    owner,
    head: owner,
    owners: owner ? [owner] : [],
    informed,
    leftOut: data.leftOut ?? [],
    ...(data.recalls === undefined ? {} : { isRecall: true }),
  };
  return data.stands ? standing(raised, data.stands) : raised;
}

/** What was done with it before its grounds were put right stands. */
function standing(raised: Sent, { status, step, handedTo, line, closed }: Stands): Sent {
  const later = handedTo.flatMap((one) => personOf(one) ?? []);
  const owners = [...raised.owners, ...later];
  const state = { ...raised, status, step, owners, owner: owners.at(-1), head: personOf(line) ?? raised.head };
  if (!closed) return state;
  const by = personOf({ practitioner: closed.by, ...closed });
  return { ...state, status: 'closed', ...(by ? { closed: { by, at: closed.at as Instant } } : {}) };
}
type Stands = NonNullable<DataOf<'alerting.alert-raised'>['stands']>;

type Named = Readonly<{ role?: string; agency?: string; practitioner?: string }>;

function personOf(one: Named | undefined) {
  if (one?.practitioner === undefined || one.role === undefined || one.agency === undefined) return undefined;
  return { practitioner: one.practitioner, role: one.role, agency: one.agency } satisfies Person;
}

/** The facts of an alert's stream, clocks left out. */
export const alertFacts = (events: readonly Readonly<{ type: string; data: unknown }>[]): readonly AlertFact[] =>
  events.filter((event): event is AnyEvent & AlertFact => event.type.startsWith('alerting.'));
