import type { DataOf } from '@tributary/catalogue';
import { setTimer } from '@tributary/event-store';
import { type AlertId, alertStream, endOfDay, type Instant, lastDayOfTerm, londonDate } from '@tributary/kernel';
import type { DirectoryView } from '@tributary/directory';
import type { ReactorIo } from '@tributary/runtime';
import { ACK_TIMER, HANDOVER_TIMER, handoverTimerId, timerId } from './alert-events';

type Raised = DataOf<'alerting.alert-raised'>;

/** The clocks that a raised alert starts: when it goes to the next person, and when its school closes for the term. */
export async function setClocks(
  data: Raised,
  { view, asOf }: Readonly<{ view: DirectoryView; asOf: Instant }>,
  io: ReactorIo,
): Promise<void> {
  const alertId = data.alertId as AlertId;
  if (data.dueAt) await setAckClock(alertId, 0, data.dueAt as Instant, io);
  if (data.owner) await setHandoverClock(alertId, data.owner.agency, { view, asOf }, io);
}

export const setAckClock = (alertId: AlertId, step: number, dueAt: Instant, io: ReactorIo): Promise<void> =>
  setTimer({ id: timerId(alertId, step), dueAt, streamId: alertStream(alertId), kind: ACK_TIMER }, io.tx);

/** A school hands over what it owns on the last day of its term. */
export async function setHandoverClock(
  alertId: AlertId,
  agency: string,
  { view, asOf }: Readonly<{ view: DirectoryView; asOf: Instant }>,
  io: ReactorIo,
): Promise<void> {
  const year = view.schoolYearOf(agency);
  const last = year && lastDayOfTerm(londonDate(asOf), year);
  if (!last) return;
  const timer = { id: handoverTimerId(alertId), dueAt: endOfDay(last), streamId: alertStream(alertId) };
  await setTimer({ ...timer, kind: HANDOVER_TIMER }, io.tx);
}
