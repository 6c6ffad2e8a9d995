import { type AlertId, type ChildId, type Envelope, fold, type Instant, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { carryOut } from '../alert-log';
import { setAckClock, setClocks } from '../clocks';
import { changes, informing, lastRaised } from '../commands-for';
import { type AlertCommand, alertDecider, type AlertFact, alertFacts } from '../domain/alert.decider';
import { type AlertState, isSent, type Sent } from '../domain/alert.state';
import type { AlertingOptions } from '../options';
import type { ChildScene } from '../scene';
import { toldBy } from '../told';
import { asItStands, isWorkedOn, type Raised } from './as-it-stands';
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

/**
 * Brings an alert to where it would stand had a link never been. What people did with one that they would have had anyway
 * stands; what they did with one that would not have been there stands in its events alone.
 */
export async function putRight(alert: Alert, mending: Mending): Promise<void> {
  const want = fold(alertDecider, alert.wanted);
  if (!isSent(want) || want.endedAsOf !== undefined) return toNothing(want, alert, mending);
  const state = fold(alertDecider, alertFacts(alert.past));
  if (!isSent(state)) return raise(alert, mending);
  const isRight = saysWhatIsSo(alert) && standsSo(state, want);
  if (state.endedAsOf !== undefined) return standAgain(isRight, state, alert, mending);
  return isRight ? inform(alert, mending) : anew(alert, mending);
}

/** Nobody would have it now. */
async function toNothing(want: AlertState, alert: Alert, mending: Mending): Promise<void> {
  const { alertId, wanted } = alert;
  const { asOf } = mending.scene;
  const raised = lastRaised(wanted);
  if (raised && !isSent(want)) await done({ kind: 'raise', data: raised.data, asOf }, alert, mending);
  await done({ kind: 'end', alertId, asOf, outcome: endingOf(wanted) }, alert, mending);
}

/** Whether it says what it should, and nobody was told of it or had it who should not have. */
function saysWhatIsSo({ past, wanted }: Alert): boolean {
  const [said, right] = [asTold(alertFacts(past)), asTold(wanted)];
  return said?.content === right?.content && notNamed(said?.named ?? [], right?.named ?? []).length === 0;
}

/** Whether as much was done with it as would have been, and the same person has it; before the hub ended it. */
const standsSo = (state: Sent, want: Sent): boolean =>
  (state.endedFrom ?? state.status) === want.status && state.owner?.practitioner === want.owner?.practitioner;

async function anew(alert: Alert, mending: Mending): Promise<void> {
  if (isWorkedOn(alert.wanted)) return raise(alert, mending);
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
  const { cause } = mending;
  const isMine = (event: Envelope): boolean =>
    event.type === 'alerting.alert-raised' && event.causationId.startsWith(cause.event.id);
  // Set again where a crash came between: a clock that has fired already does not fire twice.
  if (past.some(isMine)) await startClocks(data, mending);
}

/** As it would be raised now, or with what was done with it. */
async function raise(alert: Alert, mending: Mending, as = ''): Promise<void> {
  const data = dataOf(alert, mending);
  await done({ kind: 'raise', data, asOf: mending.scene.asOf, anew: as !== '' }, alert, mending, as);
  await startClocks(data, mending);
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

const dataOf = ({ alertId, wanted }: Alert, { scene, options: { policy } }: Mending): Raised =>
  asItStands(wanted, { alertId, scene, policy });

async function startClocks(data: Raised, { scene, io }: Mending): Promise<void> {
  const { stands, ...raised } = data;
  const { dueAt, ...alert } = raised;
  await setClocks(stands ? alert : raised, scene, io);
  if (stands && dueAt) await setAckClock(data.alertId as AlertId, stands.step, dueAt as Instant, io);
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
