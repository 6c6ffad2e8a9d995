import type { Directory } from '@tributary/directory';
import type { StreamReader } from '@tributary/event-store';
import { type AlertId, type Instant, instantOf } from '@tributary/kernel';
import { stateOf } from './alert-log';
import { isSent, type Person } from './domain/alert.state';
import { type Reopen, reopenableUntil } from './domain/reopen';

/** How long a closing can be taken back, in milliseconds. Local policy. */
export type ReopenPolicy = Readonly<{ reopenWithinMs: number }>;
type Io = Readonly<{
  store: StreamReader;
  directory: Pick<Directory, 'current'>;
  policy: ReopenPolicy;
  now(): Instant;
}>;

/** Who asks to take a closing back, and whose manager that is by the directory of now. */
export async function reopeningBy(
  io: Io,
  by: Person,
  alertId: AlertId,
): Promise<Pick<Reopen, 'alertId' | 'by' | 'manages' | 'withinMs'>> {
  const state = await stateOf(io, alertId);
  const closer = isSent(state) ? state.closed?.by : undefined;
  const manager = closer && (await io.directory.current()).managerOf(closer.practitioner, closer.role, closer.agency);
  const manages = closer && manager === by.practitioner ? { manages: closer.practitioner } : {};
  return { alertId, by, withinMs: io.policy.reopenWithinMs, ...manages };
}

/** Until when that person can take back that an alert was closed; null where they cannot any more, or never could. */
export async function reopenableBy(io: Io, by: Person, alertId: AlertId): Promise<Instant | null> {
  const state = await stateOf(io, alertId);
  if (!isSent(state)) return null;
  const until = reopenableUntil(state, await reopeningBy(io, by, alertId));
  const last = until === undefined ? null : instantOf(until);
  return last !== null && last >= io.now() ? last : null;
}
