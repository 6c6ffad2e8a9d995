import { type DataOf, isEvent } from '@tributary/catalogue';
import { type AlertId, type ChildId, derivedId, type Envelope, type RecordRef } from '@tributary/kernel';
import { leftOut } from '../left-out';
import { type ChildScene, authorityIn, statutoryIn } from '../scene';
import { bothWorkWithChild as rule } from '../rules/both-work-with-child.rule';
import type { Side } from './pairs';

/** The notice to one of two about the other; the same however often they are looked at. */
export const noticeIdOf = (child: ChildId, me: RecordRef, other: RecordRef): AlertId =>
  derivedId('alert', rule.id, child, me, other) as AlertId;

export type Notice = DataOf<'alerting.alert-raised'>;

/** What a notice says. */
export function noticeOf({ me, other }: Side, alertId: AlertId, scene: ChildScene): Notice {
  const { view, child, identityConfirmed } = scene;
  const out = leftOut(scene);
  // Both of a pair are told by the same area's choice of rules.
  const authority = authorityIn(view, statutoryIn(scene) ?? firstOf(me.who.agency, other.who.agency));
  const { practitioner, role, agency } = other.who;
  // What became known last makes the pair.
  const history = (me.knownFrom > other.knownFrom ? me : other).history;
  return {
    ...{ alertId, childId: child, rule: rule.id, ruleVersion: rule.version, severity: rule.severity },
    evidence: [me.stated.eventId, other.stated.eventId],
    owner: { ...me.who, reason: 'both-work' },
    other: { practitioner, role, agency, work: other.kind, since: other.since },
    ...{ statusUnknown: false, identityConfirmed },
    ...(authority ? { authority } : {}),
    ...(out.size > 0 ? { leftOut: [...out].sort() } : {}),
    ...(history ? { historical: true } : {}),
    ...(view.isLive(rule.id, authority) ? {} : { shadow: true }),
  };
}

/** The same for both of a pair. */
const firstOf = (a: string, b: string): string => (a < b ? a : b);

export const WITHHELD = 'governance.notice-withheld';
type Withheld = DataOf<typeof WITHHELD>;

export const withheldOf = ({ me, other, reach }: Side, alertId: AlertId, childId: ChildId): Withheld => ({
  ...{ alertId, childId, ...me.who },
  ...{ of: other.who.agency, dataClassOf: other.stated.dataClass },
  ...{ rule: reach.rule, agreement: reach.version, reason: reach.reason },
});

/** Whether the same refusal stands already, with nothing after it. */
export const isWithheld = (past: readonly Envelope[], { rule: by, agreement }: Withheld): boolean => {
  const last = past.at(-1);
  return last !== undefined && isEvent(last, WITHHELD) && last.data.rule === by && last.data.agreement === agreement;
};
