import { type Envelope, fold, type Instant } from '@tributary/kernel';
import { alertDecider, type AlertFact } from '../domain/alert.decider';
import { asItStands, isWorkedOn } from './as-it-stands';
import { deedsSince, doneAgain } from './deeds';

const [OWNER, OTHER] = ['p-marlow', 'p-adeyemi'].map((practitioner) => ({
  ...{ practitioner, role: 'social-worker', agency: 'council' },
})) as [Hat, Hat];
const DEPUTY = { practitioner: 'p-tennant', role: 'social-worker', agency: 'council' };
type Hat = Readonly<{ practitioner: string; role: string; agency: string }>;

const raisedTo = (owner: Hat, evidence = ['e1']): AlertFact => ({
  type: 'alerting.alert-raised',
  data: {
    ...{ alertId: 'a', rule: 'was-not-brought', ruleVersion: 1, severity: 'today', evidence },
    owner: { ...owner, reason: 'allocated-worker' },
  },
});
const at = (minute: number): Instant => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z` as Instant;
const by = ({ practitioner, role, agency }: Hat) => ({ alertId: 'a', by: practitioner, role, agency });

const acknowledged = (who: Hat): AlertFact => ({ type: 'alerting.alert-acknowledged', data: by(who) });
const closed = (who: Hat): AlertFact => ({ type: 'alerting.alert-closed', data: { ...by(who), outcome: 'useful' } });
const reopened = (who: Hat): AlertFact => ({
  type: 'alerting.alert-reopened',
  data: { ...by(who), note: 'Too early' },
});
const handed = (who: Hat, to: Hat): AlertFact => ({
  type: 'alerting.alert-reassigned',
  data: { ...by(who), to: { ...to, reason: 'reassigned' } },
});
const overdue = (from: Hat, to: Hat): AlertFact => ({
  type: 'alerting.alert-escalated',
  data: {
    ...{ alertId: 'a', step: 1, cause: 'not-acknowledged' },
    ...{ from: { ...from, reason: 'not-acknowledged' }, to: { ...to, reason: 'deputy' } },
  },
});
const ended: AlertFact = {
  type: 'alerting.alert-closed',
  data: { alertId: 'a', by: 'tributary', role: 'system', outcome: 'recalled', asOf: at(9) },
};

/** What was done in the world with the wrong link, a minute after the other, done again with an alert raised to its owner. */
const again = (...done: readonly AlertFact[]): readonly AlertFact[] => {
  const past = done.map((fact, i) => ({ ...fact, knownFrom: at(i), causationId: `c${i}` }) as unknown as Envelope);
  return deedsSince(past, at(0)).reduce<readonly AlertFact[]>(
    (facts, deed) => [...facts, ...doneAgain(facts, deed)],
    [raisedTo(OWNER)],
  );
};
const stateOf = (facts: readonly AlertFact[]) => fold(alertDecider, facts);
const NOW = { alertId: 'a', scene: {}, policy: {} } as unknown as Parameters<typeof asItStands>[1];

describe('what people did with an alert while a wrong link stood', () => {
  const wrong = raisedTo(OWNER, ['e1', 'of another child']);

  it.each([
    ['acknowledged by whoever would have had it', [wrong, acknowledged(OWNER)], 'acknowledged'],
    ['acknowledged by another child’s worker', [raisedTo(OTHER), acknowledged(OTHER)], 'open'],
    ['handed on by them, and acknowledged', [wrong, handed(OWNER, DEPUTY), acknowledged(DEPUTY)], 'acknowledged'],
    ['handed on by another child’s worker', [raisedTo(OTHER), handed(OTHER, DEPUTY), acknowledged(DEPUTY)], 'open'],
    ['closed', [wrong, acknowledged(OWNER), closed(OWNER)], 'closed'],
    ['closed, and opened again', [wrong, closed(OWNER), reopened(OWNER)], 'open'],
    [
      'not acknowledged in time, but by the deputy',
      [wrong, overdue(OWNER, DEPUTY), acknowledged(DEPUTY)],
      'acknowledged',
    ],
    ['not acknowledged in time by another child’s', [raisedTo(OTHER), overdue(OTHER, DEPUTY)], 'open'],
    ['ended by the hub', [wrong, ended], 'open'],
  ] as const)('%s: stands where it would have been theirs', (_, done, status) => {
    expect(stateOf(again(...done))).toMatchObject({ status });
  });

  it('stands in the alert that is put right, and is not done anew', () => {
    const facts = again(wrong, handed(OWNER, DEPUTY), acknowledged(DEPUTY), closed(DEPUTY));
    const data = asItStands(facts, NOW);
    expect(data).toMatchObject({
      evidence: ['e1'],
      owner: { practitioner: OWNER.practitioner },
      stands: {
        status: 'acknowledged',
        handedTo: [{ practitioner: DEPUTY.practitioner, reason: 'reassigned' }],
        seen: { role: DEPUTY.role, at: at(2) },
        closed: { by: DEPUTY.practitioner, outcome: 'useful', at: at(3) },
      },
    });
    expect(data).not.toHaveProperty('dueAt');
    const right: AlertFact = { type: 'alerting.alert-raised', data };
    expect(stateOf([right])).toEqual(stateOf(facts));
    expect(asItStands([right], NOW)).toEqual(data);
  });

  it('is nothing where nobody did anything but say that it is wrong', () => {
    const challenged: AlertFact = { type: 'alerting.alert-challenged', data: { ...by(OWNER), note: 'Not ours' } };
    expect([
      isWorkedOn(again(wrong)),
      isWorkedOn(again(wrong, challenged)),
      isWorkedOn(again(wrong, closed(OWNER))),
    ]).toEqual([false, false, true]);
  });
});
