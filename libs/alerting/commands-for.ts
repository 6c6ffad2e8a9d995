import { type AlertId, fold, type Recorded } from '@tributary/kernel';
import type { Conclusion } from './conclude';
import { type AlertCommand, alertDecider, type AlertFact, alertFacts } from './domain/alert.decider';
import type { Recipient } from './domain/recipient';
import type { ChildScene } from './scene';
import { isStandingDown } from './standing-down';

/** What was said in an alert so far. */
type Past = Parameters<typeof alertFacts>[0];

/** Whether a command comes to anything, as the alert stands. */
export const changes = (command: AlertCommand, past: Past): boolean => factsOf(command, past).length > 0;

export const factsOf = (command: AlertCommand, past: Past): readonly AlertFact[] =>
  alertDecider.decide(command, fold(alertDecider, alertFacts(past)));

/** Something was found not to be so, where other causes only bring something new. */
export const undoes = ({ event }: Recorded): boolean =>
  event.type === 'record.fact-retracted' || (event.type.startsWith('identity.') && !isStandingDown(event));

export const lastRaised = (past: Past) => alertFacts(past).findLast((fact) => fact.type === 'alerting.alert-raised');

/** What is found no more ends: settled where what it rested on still holds, taken back where it does not. */
export function endOf(
  alertId: AlertId,
  past: Past,
  { scene, cause }: Readonly<{ scene: ChildScene; cause: Recorded }>,
) {
  const rests = scene.facts.some(({ id }) => lastRaised(past)?.data.evidence[0] === id);
  const outcome = rests && !undoes(cause) ? 'resolved' : 'recalled';
  return { kind: 'end', alertId, asOf: cause.event.knownFrom, outcome } as const satisfies AlertCommand;
}

/** Two feeds may speak one after the other: whom the second names is told of the alert that stands. */
export const informing = (alertId: AlertId, { informed }: Pick<Conclusion, 'informed'>) =>
  ({ kind: 'inform', alertId, informed: informed ?? [] }) as const satisfies AlertCommand;

const FOR_WANT_OF_ANOTHER: readonly (string | undefined)[] = ['duty', 'emergency-duty'];

/** The duty desk had it because nobody nearer was known; now somebody is. Undefined where that is not so. */
export function passingOn(alertId: AlertId, { owner, dueAt }: Pick<Conclusion, 'owner' | 'dueAt'>, past: Past) {
  const raised = lastRaised(past);
  if (!owner || !raised || FOR_WANT_OF_ANOTHER.includes(owner.reason)) return undefined;
  if (!FOR_WANT_OF_ANOTHER.includes(raised.data.owner?.reason) || raised.data.severity === 'immediate')
    return undefined;
  const to = owner as Recipient;
  return { kind: 'pass-on', alertId, to, ...(dueAt ? { dueAt } : {}) } as const satisfies AlertCommand;
}
