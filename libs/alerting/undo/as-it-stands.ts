import type { DataOf } from '@tributary/catalogue';
import { type AlertId, fold } from '@tributary/kernel';
import { lastRaised } from '../commands-for';
import { alertDecider, type AlertFact, type AlertState } from '../domain/alert.decider';
import { isSent } from '../domain/alert.state';
import { ackDue, type AckPolicy } from '../due';
import type { ChildScene } from '../scene';
import { handedTo } from './as-told';
import { isDeed } from './deeds';

export type Raised = DataOf<'alerting.alert-raised'>;
type Stands = NonNullable<Raised['stands']>;
type Now = Readonly<{ alertId: AlertId; scene: ChildScene; policy: AckPolicy }>;

/** An alert as it would be raised now: with all whom the rule has named since, and with what was done with it. */
export function asItStands(wanted: readonly AlertFact[], { alertId, scene, policy }: Now): Raised {
  const raised = lastRaised(wanted);
  if (!raised) throw new Error('an alert that would stand was never raised');
  const data = asFound(raised.data);
  const later = wanted.slice(wanted.indexOf(raised) + 1);
  const more = later.flatMap((fact) => (fact.type === 'alerting.alert-informed' ? fact.data.informed : []));
  const stands = standsOf(wanted, raised.data, later);
  const has = stands?.handedTo.at(-1) ?? data.owner;
  const isWaitedFor = has && (!stands || (stands.status === 'open' && !stands.closed));
  const from = isWaitedFor && { severity: data.severity, agency: has.agency, asOf: scene.asOf };
  const dueAt = from && ackDue(from, scene.view, policy);
  return {
    ...{ ...data, alertId, informed: [...(data.informed ?? []), ...more] },
    ...(stands ? { stands } : {}),
    ...(dueAt ? { dueAt } : {}),
  };
}

const asFound = ({ dueAt: _then, stands: _since, ...data }: Raised): Omit<Raised, 'dueAt' | 'stands'> => data;

/** Whether anybody did anything with it since it was raised that changes how it stands. */
export function isWorkedOn(wanted: readonly AlertFact[]): boolean {
  const from = wanted.findLastIndex(({ type }) => type === 'alerting.alert-raised');
  const [raised, ...later] = wanted.slice(from);
  const wasBefore = raised?.type === 'alerting.alert-raised' && raised.data.stands !== undefined;
  return wasBefore || later.some((fact) => isDeed(fact) && fact.type !== 'alerting.alert-challenged');
}

/** How it stands since it was raised; undefined where it does as it was raised. */
function standsOf(wanted: readonly AlertFact[], raised: Raised, later: readonly AlertFact[]): Stands | undefined {
  const handed = [...(raised.stands?.handedTo ?? []), ...later.flatMap(handedTo)];
  if (!isWorkedOn(wanted) && handed.length === 0) return undefined;
  const state = fold(alertDecider, wanted);
  if (!isSent(state)) return undefined;
  const last = later.findLast((fact) => fact.type === 'alerting.alert-closed');
  const isClosedSince = state.status === 'closed' && last !== undefined;
  const before = isClosedSince ? fold(alertDecider, wanted.slice(0, wanted.indexOf(last))) : state;
  const closed = closedAs(state, { before: raised.stands, last });
  const seen = raised.stands?.seen ?? seenIn(later);
  return {
    status: statusOf(before, raised.stands),
    step: state.step,
    handedTo: handed,
    ...(state.head ? { line: { ...state.head, reason: 'stands' } } : {}),
    ...(seen ? { seen } : {}),
    ...(closed ? { closed } : {}),
  };
}

/** Before anybody closed it. */
const statusOf = ({ status }: AlertState, before: Stands | undefined): Stands['status'] =>
  status === 'acknowledged' || (status === 'closed' && before?.status === 'acknowledged') ? 'acknowledged' : 'open';

type Closings = Readonly<{ before: Stands | undefined; last: Closed | undefined }>;

function closedAs({ status }: AlertState, { before, last }: Closings): Stands['closed'] {
  if (status !== 'closed') return undefined;
  return last ? closingOf(last) : before?.closed;
}

type Closed = Extract<AlertFact, { type: 'alerting.alert-closed' }>;

function closingOf({ data: { by, role, agency, outcome }, knownFrom }: Closed): Stands['closed'] {
  return knownFrom && { by, role, ...(agency ? { agency } : {}), outcome, at: knownFrom };
}

function seenIn(later: readonly AlertFact[]): Stands['seen'] {
  const first = later.find((fact) => fact.type === 'alerting.alert-acknowledged');
  return first?.knownFrom && { role: first.data.role, at: first.knownFrom };
}
