import type { DataOf } from '@tributary/catalogue';
import { type AlertId, type ChildId, type Envelope, fold, type Instant, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { carryOut } from '../alert-log';
import { setAckClock, setClocks } from '../clocks';
import { changes, informing, lastRaised } from '../commands-for';
import { type AlertCommand, alertDecider, type AlertFact, alertFacts } from '../domain/alert.decider';
import { type AlertState, isSent, type Sent } from '../domain/alert.state';
import { ackDue } from '../due';
import type { AlertingOptions } from '../options';
import type { ChildScene } from '../scene';
import { toldBy } from '../told';
import { asTold, notNamed, type Person } from './as-told';

type Mending = Readonly<{
  child: ChildId;
  cause: Recorded;
  scene: ChildScene;
  io: ReactorIo;
  options: Pick<AlertingOptions, 'policy'>;
}>;
/** `wanted`: what would have been said in it had a link never been. */
type Alert = Readonly<{ alertId: AlertId; past: readonly Envelope[]; wanted: readonly AlertFact[] }>;

/** Brings an alert to where it would stand had a link never been. What a person closed stays closed. */
export async function putRight(alert: Alert, mending: Mending): Promise<void> {
  const want = fold(alertDecider, alert.wanted);
  if (!isSent(want) || want.status === 'closed') return toNothing(want, alert, mending);
  const state = fold(alertDecider, alertFacts(alert.past));
  if (!isSent(state)) return raise(alert, mending);
  const isRight = saysWhatIsSo(alert);
  if (state.status !== 'closed') return isRight ? inform(alert, mending) : anew(alert, mending);
  if (state.endedAsOf !== undefined) await standAgain(isRight, state, alert, mending);
}

/** Nobody would have it now. */
async function toNothing(want: AlertState, alert: Alert, mending: Mending): Promise<void> {
  const { alertId, wanted } = alert;
  const { asOf } = mending.scene;
  const raised = lastRaised(wanted);
  if (raised && !isSent(want)) await done({ kind: 'raise', data: raised.data, asOf }, alert, mending);
  await done({ kind: 'end', alertId, asOf, outcome: endingOf(wanted) }, alert, mending);
}

/** Whether it says what it should, and the rule named nobody for it whom it should not have. */
function saysWhatIsSo({ past, wanted }: Alert): boolean {
  const [said, right] = [asTold(alertFacts(past)), asTold(wanted)];
  return said?.content === right?.content && notNamed(said?.named ?? [], right?.named ?? []).length === 0;
}

async function anew(alert: Alert, mending: Mending): Promise<void> {
  const { alertId } = alert;
  await done({ kind: 'end', alertId, asOf: mending.scene.asOf, outcome: 'recalled' }, alert, mending);
  await raise(alert, mending, '/anew');
}

/** The hub had ended it: as it stood where what it says is right, else anew. */
async function standAgain(isRight: boolean, state: Sent, alert: Alert, mending: Mending): Promise<void> {
  const isMine = alert.past.some(({ causationId }) => causationId === mending.cause.event.id);
  if (!isRight || state.endedFrom === undefined) return raise(alert, mending, isMine ? '/anew' : '');
  const data = dataOf(alert, mending);
  await done({ kind: 'raise', data, asOf: mending.scene.asOf, undoing: true }, alert, mending);
  const isOpen = state.endedFrom === 'open' && data.dueAt !== undefined;
  if (isOpen) await setAckClock(alert.alertId, state.step, data.dueAt as Instant, mending.io);
  await inform(alert, mending);
}

/** Whom the rule would have named since. */
async function inform(alert: Alert, mending: Mending): Promise<void> {
  const { alertId, past } = alert;
  const data = dataOf(alert, mending);
  await done(informing(alertId, data), alert, mending, '/informed');
  const { cause, scene, io } = mending;
  const isMine = (event: Envelope): boolean =>
    event.type === 'alerting.alert-raised' && event.causationId.startsWith(cause.event.id);
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (past.some(isMine)) await setClocks(data, scene, io);
}

async function raise(alert: Alert, mending: Mending, as = ''): Promise<void> {
  const data = dataOf(alert, mending);
  await done({ kind: 'raise', data, asOf: mending.scene.asOf, anew: as !== '' }, alert, mending, as);
  await setClocks(data, mending.scene, mending.io);
}

async function done(
  command: AlertCommand,
  { alertId, past }: Alert,
  { child, cause, io }: Mending,
  as = '',
): Promise<void> {
  // What was ended by this very event is raised anew after it: only the alert's own stream can say whether it was.
  if (as === '' && !changes(command, past)) return;
  await carryOut(io, { alertId, childId: child, command, cause: `${cause.event.id}${as}` });
}

type Raised = DataOf<'alerting.alert-raised'>;
const withoutDue = ({ dueAt: _then, ...data }: Raised): Omit<Raised, 'dueAt'> => data;

/** As it would be raised now, with all whom the rule has named since. */
function dataOf({ alertId, wanted }: Alert, { scene, options }: Mending) {
  const raised = lastRaised(wanted);
  if (!raised) throw new Error('an alert that would stand was never raised');
  const { data } = raised;
  const later = wanted.slice(wanted.indexOf(raised) + 1);
  const owner = later.flatMap((fact) => (fact.type === 'alerting.alert-escalated' ? [fact.data.to] : [])).at(-1);
  const more = later.flatMap((fact) => (fact.type === 'alerting.alert-informed' ? fact.data.informed : []));
  const has = owner ?? data.owner;
  const { view, asOf } = scene;
  const dueAt = has && ackDue({ severity: data.severity, agency: has.agency, asOf }, view, options.policy);
  return {
    ...{ ...withoutDue(data), alertId, informed: [...(data.informed ?? []), ...more] },
    ...(has ? { owner: has } : {}),
    ...(dueAt ? { dueAt } : {}),
  };
}

/** Settled where it would have been settled, else taken back. */
const endingOf = (wanted: readonly AlertFact[]): 'resolved' | 'recalled' => {
  const last = wanted.at(-1);
  return last?.type === 'alerting.alert-closed' && last.data.outcome === 'resolved' ? 'resolved' : 'recalled';
};

/** Who was told of an alert since a link what would not have been told without it; of what this event did itself nobody. */
export function wronglyTold({ past, wanted }: Alert, since: Instant, { event: { id } }: Recorded): readonly Person[] {
  const before = past.filter(({ causationId }) => !causationId.startsWith(id));
  const people = before
    .filter(({ knownFrom }) => knownFrom >= since)
    .flatMap(toldBy)
    .flatMap(({ practitioner, role, agency }) => (practitioner === undefined ? [] : [{ practitioner, role, agency }]));
  const [said, right] = [asTold(alertFacts(before)), asTold(wanted)];
  if (said?.content !== right?.content) return people;
  const wrongly = notNamed(said?.named ?? [], right?.named ?? []);
  return people.filter((person) => notNamed([person], wrongly).length === 0);
}
