import { isEvent } from '@tributary/catalogue';
import type { StreamReader } from '@tributary/event-store';
import {
  type AlertId,
  alertStream,
  type ChildId,
  type Envelope,
  type EventId,
  fold,
  type Instant,
} from '@tributary/kernel';
import { alertDecider, alertFacts } from './domain/alert.decider';
import { isSent, type Person, samePerson } from './domain/alert.state';
import type { Inbox } from './storage/inbox';

type Io = Readonly<{ inbox: Pick<Inbox, 'naming'>; store: Pick<StreamReader, 'loadMany'> }>;
/** `at` is null for now. */
type Asked = Readonly<{ person: Person; child: ChildId; at: Instant | null }>;

/**
 * The events that alerts about a child name which are open to a person in a role, or were at a time, each with the
 * rules of those alerts. A closed alert names nothing any more.
 */
export async function namedByAlerts(
  { inbox, store }: Io,
  { person, child, at }: Asked,
): Promise<ReadonlyMap<EventId, ReadonlySet<string>>> {
  const rows = await inbox.naming(person, child);
  if (at === null) return byEvent(rows.filter(isOpen));
  const recorded = await store.loadMany(rows.map(({ alertId }) => alertStream(alertId)));
  const streams = Map.groupBy(
    recorded.map(({ event }) => event).filter((event) => event.knownFrom <= at),
    (event) => event.streamId,
  );
  return byEvent([...streams.values()].flatMap((past) => openTo(person, past) ?? []));
}

/** The alerts about a child that were sent to a person in a role and are not done. */
export async function openAlerts(
  inbox: Pick<Inbox, 'naming'>,
  person: Person,
  child: ChildId,
): Promise<readonly Readonly<{ id: AlertId; rule: string; severity: string; status: string }>[]> {
  const rows = await inbox.naming(person, child);
  return rows
    .filter(isOpen)
    .map(({ alertId, rule, severity, status }) => ({ id: alertId, rule, severity, status }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const isOpen = ({ status }: Readonly<{ status: string }>): boolean => status === 'open' || status === 'acknowledged';

type Naming = Readonly<{ rule: string; evidence: readonly string[] }>;

/** What an alert named while it was open to that person; undefined where it was not. */
function openTo(person: Person, past: readonly Envelope[]): Naming | undefined {
  const state = fold(alertDecider, alertFacts(past));
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
  if (!raised || !isSent(state) || state.status === 'closed') return undefined;
  const told = [...state.owners, ...state.informed].some((one) => samePerson(one, person));
  return told ? raised.data : undefined;
}

function byEvent(alerts: readonly Naming[]): ReadonlyMap<EventId, ReadonlySet<string>> {
  const named = new Map<EventId, Set<string>>();
  for (const { rule, evidence } of alerts) {
    for (const id of evidence as readonly EventId[]) named.set(id, (named.get(id) ?? new Set()).add(rule));
  }
  return named;
}
