import { type DataOf, isEvent } from '@tributary/catalogue';
import { type AgencyId, type AlertId, alertStream, type Envelope, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { stepOfTimer } from './alert-events';
import { carryOut, stateOf } from './alert-log';
import { setAckClock } from './clocks';
import { isSent } from './domain/alert.state';
import { stillToTell } from './domain/alert.decider';
import { ackDue } from './due';
import { lineOf } from './line';
import type { AlertingOptions } from './options';
import { forClosedSchool, onDuty } from './routes';

/** The clock of an alert fell due: where nobody acknowledged it, the next person in line owns it. */
export async function escalate(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  const matter = await matterOf(event, io);
  if (!matter || !isEvent(event, 'clock.fell-due')) return;
  const { alertId, raised } = matter;
  const asOf = event.knownFrom;
  const view = await options.directory.at(asOf);
  const now = await stateOf(io, alertId);
  if (!isSent(now) || !now.head) return;
  const line = lineOf(now.head, raised, { view, asOf, policy: options.policy });
  const [next] = stillToTell(line, now);
  const dueAt = next && ackDue({ severity: raised.severity, agency: next.agency, asOf }, view, options.policy);
  const step = stepOfTimer(event.data.timerId);
  const { state } = await carryOut(io, {
    alertId,
    childId: event.childId,
    command: { kind: 'escalate', alertId, step, line, ...(dueAt ? { dueAt } : {}) },
    cause: event.id,
  });
  const waits = isSent(state) && state.status === 'open' && state.step === step + 1;
  if (waits && dueAt && stillToTell(line, state).length > 0) await setAckClock(alertId, step + 1, dueAt, io);
}

/** The last day of a school's term is over: what the school still owns goes to the authority's officer. */
export async function handOver(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  const matter = await matterOf(event, io);
  if (!matter) return;
  const { alertId, raised } = matter;
  const asOf = event.knownFrom;
  const view = await options.directory.at(asOf);
  const now = await stateOf(io, alertId);
  const school = isSent(now) ? (now.owner?.agency as AgencyId | undefined) : undefined;
  if (!school || !view.schoolYearOf(school)) return;
  const candidates = [...forClosedSchool(view, school), ...onDuty(view, raised.authority ?? '')];
  const to = candidates.find(({ practitioner }) => !raised.leftOut?.includes(practitioner));
  if (!to) return;
  const dueAt = ackDue({ severity: raised.severity, agency: to.agency, asOf }, view, options.policy);
  const due = dueAt ? { dueAt } : {};
  const { state } = await carryOut(io, {
    alertId,
    childId: event.childId,
    command: { kind: 'hand-over', alertId, school, to, ...due },
    cause: event.id,
  });
  if (dueAt && isSent(state) && state.status === 'open') await setAckClock(alertId, state.step, dueAt, io);
}

type Matter = Readonly<{ alertId: AlertId; raised: DataOf<'alerting.alert-raised'> }>;

/** The alert whose clock it was. */
async function matterOf(event: Envelope, io: ReactorIo): Promise<Matter | undefined> {
  if (!event.streamId.startsWith('alert-')) return undefined;
  const alertId = event.streamId.slice('alert-'.length) as AlertId;
  const past = await io.store.load(alertStream(alertId));
  const raised = past.findLast((earlier) => isEvent(earlier, 'alerting.alert-raised'));
  return raised && { alertId, raised: raised.data };
}
