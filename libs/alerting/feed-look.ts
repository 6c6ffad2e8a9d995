import type { EventOf } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import { type AlertId, derivedId, type Recorded } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';
import { carryOut, stateOf } from './alert-log';
import { type AlertCommand, alertDecider } from './domain/alert.decider';
import type { FeedRule } from './domain/rule';
import type { AlertingOptions } from './options';

/** What a rule about feeds looks at because of one event: by the directory of when that became known. */
export type FeedLook = Readonly<{
  rule: FeedRule;
  cause: Recorded;
  io: ReactorIo;
  options: AlertingOptions;
  view: DirectoryView;
}>;

export const DELIVERED = 'practice.delivery-completed';
export type Delivery = EventOf<typeof DELIVERED>;

/** The alert to a feed's manager: one for each silence, which begins with its last delivery. */
export const alertIdOf = (rule: FeedRule, last: string): AlertId => derivedId('alert', rule.id, last) as AlertId;

type Ending = AlertCommand & { kind: 'end' };

/** Ends an alert where it stands; `how` is with which outcome. */
export async function endAlert(
  alertId: AlertId,
  how: Readonly<{ outcome: 'resolved' }> | Readonly<{ outcome: 'merged'; into: AlertId }>,
  { io, cause }: Pick<FeedLook, 'io' | 'cause'>,
): Promise<void> {
  const command: Ending = { kind: 'end', alertId, asOf: cause.event.knownFrom, ...how };
  if (alertDecider.decide(command, await stateOf(io, alertId)).length === 0) return;
  await carryOut(io, { alertId, childId: null, command, cause: cause.event.id });
}
