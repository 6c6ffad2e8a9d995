import type { AgencyId, Instant, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Severity } from './rule';

/** Somebody who is told, in which role, and why it is them. */
export type Recipient = Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId; reason: string }>;

/** What is known of the child when the trigger became known. */
export type ChildFacts = Readonly<{
  /** The live feed's word on an allocated worker: `not-current` where it is older than the limit, or never spoke. */
  worker: 'known' | 'none-known' | 'not-current';
  lookedAfter: boolean;
  identityConfirmed: boolean;
}>;

/** Who holds what in the directory in force at that time. */
export type Routes = Readonly<{
  workers: readonly Recipient[];
  duty: Recipient | undefined;
  virtualSchool: Recipient | undefined;
  feedManager: Recipient | undefined;
  sendersLead: Recipient | undefined;
}>;

export type Trigger = Readonly<{
  knownFrom: Instant;
  /** The last moment it can have happened. */
  happenedBy: Instant;
  backfill: boolean;
}>;

export type Policy = Readonly<{
  freshnessMs: number;
  /** How long the owner of an alert of severity “today” has; the other limits are multiples of it. */
  ackLimitTodayMs: number;
}>;

/** Local policy: an immediate alert waits a sixteenth of today's limit, this week's six times as long. */
const LIMITS: Readonly<Record<Severity, number>> = { immediate: 1 / 16, today: 1, 'this-week': 6, digest: 42 };
export const ackLimitMs = (severity: Severity, policy: Pick<Policy, 'ackLimitTodayMs'>): number =>
  Math.round(policy.ackLimitTodayMs * LIMITS[severity]);

export type Finding =
  | Readonly<{
      kind: 'raise';
      severity: Severity;
      owner: Recipient;
      informed: readonly Recipient[];
      statusUnknown: boolean;
    }>
  | Readonly<{ kind: 'historical' }>
  | Readonly<{ kind: 'nothing'; why: string }>;

/** The rule on one suspension or exclusion. Pure: time is the trigger's, policy comes in. */
export function evaluate(trigger: Trigger, facts: ChildFacts, routes: Routes, policy: Policy): Finding {
  const isOld = Date.parse(trigger.knownFrom) - Date.parse(trigger.happenedBy) > policy.freshnessMs;
  if (trigger.backfill || isOld) {
    return facts.worker === 'known' ? { kind: 'historical' } : nothing('history, and no worker known then');
  }
  if (facts.worker === 'none-known') return nothing('no social worker known to a feed that is current');
  const owner = facts.worker === 'known' ? (routes.workers[0] ?? routes.duty) : (routes.feedManager ?? routes.duty);
  if (!owner) return nothing('the directory names nobody for this authority');
  if (facts.worker === 'not-current') {
    return { kind: 'raise', severity: 'this-week', owner, informed: [], statusUnknown: true };
  }
  const informed = [
    ...routes.workers.slice(1),
    ...(facts.lookedAfter && routes.virtualSchool ? [routes.virtualSchool] : []),
    ...(!facts.identityConfirmed && routes.sendersLead ? [routes.sendersLead] : []),
  ].filter(
    (one, i, all) =>
      one.practitioner !== owner.practitioner && all.findIndex((o) => o.practitioner === one.practitioner) === i,
  );
  return { kind: 'raise', severity: 'today', owner, informed, statusUnknown: false };
}

const nothing = (why: string): Finding => ({ kind: 'nothing', why });
