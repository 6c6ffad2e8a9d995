import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, type AgencyId, type Instant, type PractitionerId, type RoleCode } from '@tributary/kernel';
import { rules } from '../rules';
import { type AlertCommand, alertDecider, type AlertFact } from './alert.decider';
import { alertText, whyYou } from './alert-text';
import type { Recipient } from './recipient';
import { rulePage } from './rule';

const person = (practitioner: string, role: string, reason: string): Recipient => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: 'wexbourne-council' as AgencyId,
  reason,
});
const worker = person('p-marlow', 'social-worker', 'allocated-worker');
const deputy = person('p-tennant', 'social-worker', 'deputy');
const manager = person('p-halloran', 'team-manager', 'manager');
describe('the rules', () => {
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
  const RAISED_AT = '2026-03-10T10:00:00.000Z';
  const raise = (asOf: string): AlertCommand => ({ kind: 'raise', data: raised.data, asOf });
  const recalled = (asOf: string): AlertFact => ({
    type: 'alerting.alert-closed',
    data: { alertId: 'a', by: 'tributary', role: 'system', outcome: 'recalled', asOf },
  });
  const escalate = (step: number, ...after: Recipient[]): AlertCommand => ({
    kind: 'escalate',
    alertId: 'a',
    step,
    line: [worker, ...after],
    dueAt: '2026-03-10T18:00:00.000Z',
  });

  it('is raised once', () => given(raised).when(raise(RAISED_AT)).thenNothingHappened());
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
      .when({ kind: 'end', alertId: 'a', asOf: RAISED_AT, outcome: 'recalled' })
      .then({ type: 'alerting.alert-closed', data: { outcome: 'recalled' } }));
  it('is raised anew where the source states again, later, what it took back', () =>
    given(raised, recalled('2026-03-11T09:00:00.000Z'))
      .when(raise('2026-03-12T09:00:00.000Z'))
      .then({ type: 'alerting.alert-raised' }));
  it('is not raised anew by what was stated before it was taken back', () =>
    given(raised, recalled('2026-03-11T09:00:00.000Z')).when(raise(RAISED_AT)).thenNothingHappened());
  it('closed by a person stays closed, whatever is stated again', () =>
    given(raised, {
      type: 'alerting.alert-closed',
      data: { alertId: 'a', by: 'p-marlow', role: 'social-worker', outcome: 'useful' },
    })
      .when(raise('2026-03-12T09:00:00.000Z'))
      .thenNothingHappened());
  it('found in history is raised where it turns out to be news', () =>
    given({ ...raised, data: { ...raised.data, historical: true } })
      .when(raise(RAISED_AT))
      .then({ type: 'alerting.alert-raised' }));
  it('passes over whoever has had it, when the line has changed', () =>
    given(raised, escalated)
      .when(escalate(1, manager, deputy))
      .then({ type: 'alerting.alert-escalated', data: { step: 2, to: { practitioner: 'p-halloran' } } }));
  it('says no time for a next person where there is none', () => {
    const [fact] = alertDecider.decide(escalate(0, deputy), fold(alertDecider, [raised]));
    expect(fact?.data).not.toHaveProperty('dueAt');
  });
  it('stays with the last in line', () => given(raised, escalated).when(escalate(1, deputy)).thenNothingHappened());
  it('acted on without a word before was seen: nobody else is waited for', () =>
    given(raised)
      .when({ kind: 'act', alertId: 'a', by: by(worker), action: 'spoke-to-school' })
      .then({ type: 'alerting.alert-acknowledged' }, { type: 'alerting.alert-acted' }));
  it('cannot be acknowledged for its owner by whoever was only informed', () => {
    const informed = { ...raised, data: { ...raised.data, informed: [{ ...deputy, reason: 'virtual-school' }] } };
    const acknowledge: AlertCommand = { kind: 'acknowledge', alertId: 'a', by: by(deputy) };
    expect(() => alertDecider.decide(acknowledge, fold(alertDecider, [informed]))).toThrow('for information');
  });
  it('is not there for its owner acting for another agency', () =>
    given(raised)
      .when({ kind: 'acknowledge', alertId: 'a', by: { ...by(worker), agency: 'harbour-families' } })
      .thenRefused());
  it('found in history is nobody’s', () =>
    given({ ...raised, data: { ...raised.data, historical: true } })
      .when({ kind: 'acknowledge', alertId: 'a', by: by(worker) })
      .thenRefused());

  describe('that was closed', () => {
    const CLOSED_AT = '2026-03-11T10:00:00.000Z' as Instant;
    const DAY = 86_400_000;
    const closed: AlertFact = {
      type: 'alerting.alert-closed',
      data: {
        alertId: 'a',
        ...{ by: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' },
        outcome: 'useful',
      },
      knownFrom: CLOSED_AT,
    };
    const reopen = (by_: Recipient, more: { now?: Instant; manages?: string } = {}): AlertCommand => ({
      ...{ kind: 'reopen', alertId: 'a', by: by(by_), note: 'The wrong one', withinMs: 7 * DAY },
      ...{ now: '2026-03-12T10:00:00.000Z' as Instant, ...more },
    });
    const codeOf = (command: AlertCommand, ...past: AlertFact[]): string | undefined => {
      try {
        alertDecider.decide(command, fold(alertDecider, past));
      } catch (error) {
        return (error as { code: string }).code;
      }
      return undefined;
    };
    const told = { ...raised, data: { ...raised.data, informed: [{ ...deputy }] } };

    it('is opened again by whoever closed it, for its last owner', () =>
      given(told, closed)
        .when(reopen(worker))
        .then({ type: 'alerting.alert-reopened', data: { by: 'p-marlow', note: 'The wrong one', to: by(worker) } }));
    it('is opened again by the closer’s manager, though it never went to them', () =>
      given(told, closed)
        .when(reopen(manager, { manages: 'p-marlow' }))
        .then({ type: 'alerting.alert-reopened', data: { by: 'p-halloran', to: by(worker) } }));
    it('not by somebody who was told, and nobody else learns that it exists', () => {
      expect(codeOf(reopen(deputy), told, closed)).toBe('alert-not-closer');
      expect(codeOf(reopen(manager), told, closed)).toBe('alert-unknown');
      expect(codeOf(reopen(manager, { manages: 'p-tennant' }), told, closed)).toBe('alert-unknown');
      const leftOut = { ...told, data: { ...told.data, leftOut: ['p-halloran'] } };
      expect(codeOf(reopen(manager, { manages: 'p-marlow' }), leftOut, closed)).toBe('alert-unknown');
    });
    it('not once the time for it is over', () => {
      expect(codeOf(reopen(worker, { now: '2026-03-18T10:00:00.000Z' as Instant }), told, closed)).toBeUndefined();
      expect(codeOf(reopen(worker, { now: '2026-03-18T10:00:00.001Z' as Instant }), told, closed)).toBe(
        'alert-reopen-late',
      );
    });
    it('not where the hub ended it', () =>
      expect(codeOf(reopen(worker), told, recalled(RAISED_AT))).toBe('alert-ended'));
    it('is open then: it can be closed again, and goes on where nobody acknowledges it', () => {
      const again: AlertFact = {
        type: 'alerting.alert-reopened',
        data: { alertId: 'a', by: 'p-marlow', role: 'social-worker', note: 'The wrong one', to: { ...worker } },
      };
      given(told, closed, again).when(reopen(worker)).thenNothingHappened();
      given(told, closed, again)
        .when({ kind: 'close', alertId: 'a', by: by(worker), outcome: 'useful' })
        .then({});
      given(told, closed, again).when(escalate(0, manager)).then({ type: 'alerting.alert-escalated' });
    });
  });

  it('says that it is information, not a referral, and whom to ring', () => {
    const [rule] = rules;
    if (!rule) throw new Error('no rule');
    const authority = { name: 'Wexbourne Council', frontDoor: '01632 960 100', outOfHours: '01632 960 199' };
    const text = alertText({
      rule,
      statusUnknown: false,
      identityConfirmed: true,
      reason: 'allocated-worker',
      labels: { lead: 'lead practitioner' },
      authority,
    }).join(' ');
    expect(text).toContain('This is information, not a referral. Nobody has been asked to act because this exists.');
    expect(text).toContain('01632 960 100');
    expect(text).toContain('01632 960 199');
  });

  it('says who leads the help in the area’s words', () => {
    expect(whyYou('lead-practitioner', { lead: 'key worker' })).toBe('You are the family’s key worker.');
  });
});
