import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, type AgencyId, type Instant, type PractitionerId, type RoleCode } from '@tributary/kernel';
import { rules } from '../rules';
import { type AlertCommand, alertDecider, type AlertFact } from './alert.decider';
import { alertText } from './alert-text';
import { type ChildFacts, evaluate, type Recipient, type Routes, type Trigger } from './evaluate';
import { rulePage } from './rule';

const person = (practitioner: string, role: string, reason: string): Recipient => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: 'wexbourne-council' as AgencyId,
  reason,
});
const worker = person('p-marlow', 'social-worker', 'allocated-worker');
const deputy = person('p-tennant', 'social-worker', 'deputy');
const routes: Routes = {
  workers: [worker],
  duty: person('p-duty', 'duty-social-worker', 'duty'),
  virtualSchool: person('p-pemberly', 'virtual-school-head', 'virtual-school'),
  feedManager: person('p-dunmore', 'feed-manager', 'feed-manager'),
  sendersLead: person('p-okonjo', 'designated-safeguarding-lead', 'senders-lead'),
};
const policy = { freshnessMs: 7 * 86_400_000, ackLimitTodayMs: 14_400_000 };
const trigger: Trigger = {
  knownFrom: '2026-03-10T10:00:00.000Z' as Instant,
  happenedBy: '2026-03-09T23:59:59.999Z' as Instant,
  backfill: false,
};
const facts: ChildFacts = { worker: 'known', lookedAfter: false, identityConfirmed: true };
const told = (change: Partial<ChildFacts> = {}, when: Partial<Trigger> = {}, by: Partial<Routes> = {}): string => {
  const found = evaluate({ ...trigger, ...when }, { ...facts, ...change }, { ...routes, ...by }, policy);
  if (found.kind !== 'raise') return found.kind;
  return [found.severity, found.owner.practitioner, ...found.informed.map((one) => one.practitioner)].join(' ');
};

describe('a child with a social worker was suspended', () => {
  it.each<[string, Partial<ChildFacts>, Partial<Trigger>, Partial<Routes>, string]>([
    ['the worker owns it', {}, {}, {}, 'today p-marlow'],
    [
      'the virtual school is informed of a looked-after child',
      { lookedAfter: true },
      {},
      {},
      'today p-marlow p-pemberly',
    ],
    ['a worker unknown to the directory: the duty desk', {}, {}, { workers: [] }, 'today p-duty'],
    ['status too old: the feed manager, not silence', { worker: 'not-current' }, {}, {}, 'this-week p-dunmore'],
    [
      'status too old and no feed manager: the duty desk',
      { worker: 'not-current' },
      {},
      { feedManager: undefined },
      'this-week p-duty',
    ],
    ['no worker, by a current feed: nothing', { worker: 'none-known' }, {}, {}, 'nothing'],
    ['delivered as history: recorded, sent to nobody', {}, { backfill: true }, {}, 'historical'],
    [
      'happened eight days before it was known: history',
      {},
      { happenedBy: '2026-03-02T09:00:00.000Z' as Instant },
      {},
      'historical',
    ],
    [
      'identity not confirmed: the sender’s lead is informed too',
      { identityConfirmed: false },
      {},
      {},
      'today p-marlow p-okonjo',
    ],
  ])('%s', (_, change, when, by, expected) => {
    expect(told(change, when, by)).toBe(expected);
  });

  it('stands as a page that cannot differ from the rule', () => {
    for (const rule of rules) {
      const page = readFileSync(join(__dirname, `../../../docs/rules/${rule.id}.md`), 'utf8');
      expect(page).toBe(rulePage(rule));
    }
  });
});

describe('an alert', () => {
  const given = (...past: AlertFact[]) => ({
    when: (command: AlertCommand) => {
      const decide = () => alertDecider.decide(command, fold(alertDecider, past));
      return {
        then: (...expected: object[]) => expect(decide()).toMatchObject(expected),
        thenNothingHappened: () => expect(decide()).toEqual([]),
        thenRefused: () => expect(decide).toThrow('No such alert'),
      };
    },
  });
  const raised: AlertFact = {
    type: 'alerting.alert-raised',
    data: {
      alertId: 'a',
      childId: 'c',
      rule: 'r',
      ruleVersion: 1,
      severity: 'today',
      evidence: [],
      owner: { ...worker },
    },
  };
  const escalated: AlertFact = {
    type: 'alerting.alert-escalated',
    data: { alertId: 'a', step: 1, cause: 'not-acknowledged', to: { ...deputy } },
  };
  const acknowledged: AlertFact = {
    type: 'alerting.alert-acknowledged',
    data: { alertId: 'a', by: 'p-marlow', role: 'social-worker' },
  };
  const by = (one: Recipient) => ({ practitioner: one.practitioner, role: one.role, agency: one.agency });
  const escalate = (step: number, to: Recipient | undefined): AlertCommand => ({
    kind: 'escalate',
    alertId: 'a',
    step,
    to,
    dueAt: '2026-03-10T18:00:00.000Z',
  });

  it('is raised once', () => given(raised).when({ kind: 'raise', data: raised.data }).thenNothingHappened());
  it('is acknowledged by its owner', () =>
    given(raised)
      .when({ kind: 'acknowledge', alertId: 'a', by: by(worker) })
      .then({ type: 'alerting.alert-acknowledged' }));
  it('is not there for anybody else', () =>
    given(raised)
      .when({ kind: 'acknowledge', alertId: 'a', by: by(deputy) })
      .thenRefused());
  it('is not there for its owner in another role', () =>
    given(raised)
      .when({ kind: 'acknowledge', alertId: 'a', by: { ...by(worker), role: 'auditor' } })
      .thenRefused());
  it('goes to the deputy when its clock falls due', () =>
    given(raised)
      .when(escalate(0, deputy))
      .then({ type: 'alerting.alert-escalated', data: { step: 1, to: { practitioner: 'p-tennant' } } }));
  it('does not go on after it was acknowledged', () =>
    given(raised, acknowledged).when(escalate(0, deputy)).thenNothingHappened());
  it('does not go on twice by the same clock', () =>
    given(raised, escalated).when(escalate(0, deputy)).thenNothingHappened());
  it('can be acknowledged by the deputy it went to', () =>
    given(raised, escalated)
      .when({ kind: 'acknowledge', alertId: 'a', by: by(deputy) })
      .then({ type: 'alerting.alert-acknowledged' }));
  it('is recalled when what it rested on was taken back', () =>
    given(raised)
      .when({ kind: 'recall', alertId: 'a' })
      .then({ type: 'alerting.alert-closed', data: { outcome: 'recalled' } }));
  it('found in history is nobody’s', () =>
    given({ ...raised, data: { ...raised.data, historical: true } })
      .when({ kind: 'acknowledge', alertId: 'a', by: by(worker) })
      .thenRefused());

  it('says that it is information, not a referral, and whom to ring', () => {
    const [rule] = rules;
    if (!rule) throw new Error('no rule');
    const authority = { name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' };
    const text = alertText({
      rule,
      statusUnknown: false,
      identityConfirmed: true,
      reason: 'allocated-worker',
      authority,
    }).join(' ');
    expect(text).toContain('This is information, not a referral. Nobody has been asked to act because this exists.');
    expect(text).toContain('01632 960 100');
    expect(text).toContain('01632 960 199');
  });
});
