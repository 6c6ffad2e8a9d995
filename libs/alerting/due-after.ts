import { isEvent } from '@tributary/catalogue';
import type { Directory } from '@tributary/directory';
import type { StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type Instant } from '@tributary/kernel';
import { stateOf } from './alert-log';
import { notToThem, unknownAlert } from './domain/alert.decider';
import { isSent } from './domain/alert.state';
import type { Answer, Hat } from './domain/answers';
import { ackDue, type AckPolicy } from './due';

type Io = Readonly<{ store: StreamReader; directory: Pick<Directory, 'current'>; policy: AckPolicy; now(): Instant }>;
/** `at` is undefined where nobody is chased. */
type Due = Readonly<{ at: Instant | undefined }>;

/** Until when whoever has an alert after an answer has time; undefined where the answer starts no clock. */
export async function dueAfter(io: Io, alertId: AlertId, answer: Answer): Promise<Due | undefined> {
  if (answer.kind === 'reassign') return dueFor(io, alertId, answer.to);
  if (answer.kind !== 'reopen') return undefined;
  const state = await stateOf(io, alertId);
  return isSent(state) && state.owner ? dueOf(io, alertId, state.owner.agency) : undefined;
}

/** Throws where the directory knows nobody in that role there. */
async function dueFor(io: Io, alertId: AlertId, to: Hat): Promise<Due> {
  const view = await io.directory.current();
  if (!view.holds(to.practitioner, to.role, to.agency)) throw notToThem();
  return dueOf(io, alertId, to.agency);
}

async function dueOf({ store, directory, policy, now }: Io, alertId: AlertId, agency: string): Promise<Due> {
  const past = await store.load(alertStream(alertId));
  const raised = past.findLast((event) => isEvent(event, 'alerting.alert-raised'));
  if (!raised) throw unknownAlert();
  const from = { severity: raised.data.severity, agency, asOf: now() };
  return { at: ackDue(from, await directory.current(), policy) };
}
