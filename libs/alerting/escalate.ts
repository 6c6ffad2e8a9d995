import { isEvent } from '@tributary/catalogue';
import { type AlertId, alertStream, plusMillis, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { stepOfTimer } from './alert-events';
import { carryOut } from './alert-log';
import { lineOf } from './line';
import { stillToTell } from './domain/alert.decider';
import { ackLimitMs } from './domain/evaluate';
import type { AlertingOptions } from './options';
import { setClock } from './raise';

/** The clock of an alert fell due: where nobody acknowledged it, the next person in line owns it. */
export async function escalate(one: Recorded, io: ReactorIo, options: AlertingOptions): Promise<void> {
  const { event } = one;
  if (!isEvent(event, 'clock.fell-due') || !event.streamId.startsWith('alert-')) return;
  const alertId = event.streamId.slice('alert-'.length) as AlertId;
  const past = await io.store.load(alertStream(alertId));
  const raised = past.findLast((earlier) => isEvent(earlier, 'alerting.alert-raised'));
  if (!raised?.data.owner?.practitioner) return;
  const line = lineOf(raised.data.owner, await options.directory.at(event.knownFrom));
  const dueAt = plusMillis(event.knownFrom, ackLimitMs(raised.data.severity, options.policy));
  const step = stepOfTimer(event.data.timerId);
  const { state } = await carryOut(io, {
    alertId,
    childId: event.childId,
    command: { kind: 'escalate', alertId, step, line, dueAt },
    cause: event.id,
  });
  const waits = state.status === 'open' && state.step === step + 1 && stillToTell(line, state).length > 0;
  if (waits) await setClock(alertId, step + 1, dueAt, io);
}
