import type { Instant, Recorded } from '@tributary/kernel';
import { answering } from './as-known';
import { confirmationsAt } from './deliveries';
import {
  CENSUS,
  CHILD,
  COUNCIL,
  currencyOf,
  DAILY,
  delivered,
  fact,
  given,
  linked,
  onDay,
  refOf,
  type Unplaced,
} from './given.fixture';
import { FRESH_FOR_MS, statusOf, type KindStatus } from './status';
import type { StateKind } from './step';

const known = (events: readonly Unplaced[]): Recorded[] =>
  given(linked('council-1', { knownFrom: onDay(-90) }), ...events);

function status(events: readonly Unplaced[], kind: StateKind, day: number, delivered: number | null = day): KindStatus {
  const at = onDay(day);
  const confirmations = delivered === null ? [] : [{ agency: COUNCIL, feed: DAILY, at: onDay(delivered) }];
  const asked = answering(known(events), CHILD, { view: 'available', at });
  const all = statusOf(asked, at, { currencyOf, confirmations, limitMs: FRESH_FOR_MS }, refOf);
  return all.kinds.find((k) => k.kind === kind) as KindStatus;
}

const began = (plan: string | null, startDate: string, day: number, more: object = {}): Unplaced =>
  fact({
    type: 'social-care.protection-plan-started',
    data: { startDate, ...(plan ? { plan } : {}) },
    item: `plan/${plan}/start`,
    knownFrom: onDay(day),
    ...more,
  });
const ended = (plan: string | null, endDate: string, day: number, more: object = {}): Unplaced =>
  fact({
    type: 'social-care.protection-plan-ended',
    data: { endDate, ...(plan ? { plan } : {}) },
    item: `plan/${plan}/end`,
    knownFrom: onDay(day),
    ...more,
  });

describe('a plan', () => {
  it('is known from its start, with its age', () => {
    const [account] = status([began('P1', '2026-02-20', 1)], 'protection-plan', 3, 2).accounts;
    expect(account).toMatchObject({ since: '2026-02-20', until: null, statedAt: onDay(1), confirmedAt: onDay(2) });
    expect(account?.ageMs).toBe(86_400_000);
  });

  it('ends after its last day', () => {
    const events = [began('P1', '2026-02-20', 1), ended('P1', '2026-03-05', 2)];
    expect(status(events, 'protection-plan', 4).accounts[0]).toMatchObject({ until: '2026-03-05' });
    expect(status(events, 'protection-plan', 5).state).toBe('none-known');
  });

  it('is not ended by another plan’s end, nor begun before its first day', () => {
    expect(status([began('P2', '2026-02-20', 1), ended('P1', '2026-02-25', 2)], 'protection-plan', 3).state).toBe(
      'known',
    );
    expect(status([began('P1', '2026-03-20', 1)], 'protection-plan', 3).state).toBe('none-known');
  });

  it('without a number is ended by the next end of its record', () => {
    expect(status([began(null, '2026-02-20', 1), ended(null, '2026-02-25', 2)], 'protection-plan', 3).state).toBe(
      'none-known',
    );
    expect(status([ended(null, '2026-02-10', 1), began(null, '2026-02-20', 2)], 'protection-plan', 3).state).toBe(
      'known',
    );
  });

  it('runs on when its end is taken back', () => {
    const back = fact({
      type: 'record.fact-retracted',
      data: { reason: 'withdrawn' },
      item: 'plan/P1/end',
      knownFrom: onDay(3),
    });
    const events = [began('P1', '2026-02-20', 1), ended('P1', '2026-02-25', 2), back];
    expect(status(events, 'protection-plan', 2).state).toBe('none-known');
    expect(status(events, 'protection-plan', 3).state).toBe('known');
  });
});

describe('a return', () => {
  it('neither begins nor ends a state', () => {
    expect(status([began('P1', '2026-02-20', 1, { feed: CENSUS })], 'protection-plan', 2).state).toBe('none-known');
    const events = [began('P1', '2026-02-20', 1), ended('P1', '2026-02-25', 1, { feed: CENSUS })];
    expect(status(events, 'protection-plan', 2).state).toBe('known');
  });

  it('confirms nothing', () => {
    expect(status([began('P1', '2026-02-20', 1, { feed: CENSUS })], 'protection-plan', 1, null).state).toBe(
      'not-current',
    );
  });
});

describe('the words', () => {
  it('never say that there is no plan', () => {
    expect(status([], 'protection-plan', 3).words).toBe(
      'No child protection plan known to Tributary as at 4 March 2026 at 12:00.',
    );
  });

  it('send to the front door when the status is older than its limit', () => {
    const events = [began('P1', '2026-02-20', 1)];
    expect(status(events, 'protection-plan', 3, 1).state).toBe('known');
    const stale = status(events, 'protection-plan', 4, 1);
    expect(stale).toMatchObject({ state: 'not-current', words: 'Plan status not current: ring the front door.' });
    expect(stale.accounts[0]).toMatchObject({ fresh: false });
    expect(status([], 'protection-plan', 4, 1).state).toBe('not-current');
  });

  it('do not count a delivery that came after the time asked about', () => {
    expect(status([], 'protection-plan', 4, 5).state).toBe('not-current');
  });
});

describe('a delivery', () => {
  it('confirms what it did not say again, unless nothing of it could be read', () => {
    const recorded = given(delivered(DAILY, onDay(1)), delivered(DAILY, onDay(3)), delivered(DAILY, onDay(4), 2));
    expect(confirmationsAt(recorded, onDay(2))).toEqual([{ agency: COUNCIL, feed: DAILY, at: onDay(1) }]);
    expect(confirmationsAt(recorded, onDay(9))).toEqual([{ agency: COUNCIL, feed: DAILY, at: onDay(3) }]);
  });
});

describe('the allocated worker', () => {
  const worker = (
    number: string,
    startDate: string,
    day: number,
    more: { endDate?: string; episode?: string } = {},
  ): Unplaced =>
    fact({
      type: 'social-care.worker-changed',
      data: { worker: number, startDate, ...more },
      item: `worker/${number}`,
      knownFrom: onDay(day),
    });
  const who = (events: readonly Unplaced[], day: number): unknown =>
    status(events, 'allocated-worker', day).accounts[0]?.worker;

  it('is the one allocated last', () => {
    const events = [worker('W1', '2026-02-01', 1), worker('W2', '2026-03-05', 4)];
    expect(who(events, 4)).toBe(refOf('worker', COUNCIL, 'W2'));
    expect(who(events, 3)).toBe(refOf('worker', COUNCIL, 'W1'));
  });

  it('is nobody after the allocation ended or the case was closed', () => {
    expect(who([worker('W1', '2026-02-01', 1, { endDate: '2026-03-02' })], 2)).toBeUndefined();
    const closed = fact({
      type: 'social-care.case-closed',
      data: { date: '2026-03-02', episode: 'E1' },
      knownFrom: onDay(2),
    });
    expect(who([worker('W1', '2026-02-01', 1, { episode: 'E1' }), closed], 2)).toBeUndefined();
    expect(who([worker('W1', '2026-02-01', 1, { episode: 'E2' }), closed], 2)).toBeDefined();
  });
});

describe('being looked after', () => {
  const placed = (
    type: 'social-care.looked-after-started' | 'social-care.placement-changed',
    n: string,
    startDate: string,
  ): Unplaced => fact({ type, data: { startDate, placement: n }, item: `placement/${n}`, knownFrom: onDay(1) });
  const left = (n: string, endDate: string): Unplaced =>
    fact({
      type: 'social-care.looked-after-ended',
      data: { endDate, placement: n },
      item: `left/${n}`,
      knownFrom: onDay(1),
    });
  const moves = [
    placed('social-care.looked-after-started', 'L1', '2025-11-01'),
    placed('social-care.placement-changed', 'L2', '2026-01-10'),
  ];

  it('lasts through a change of placement', () => {
    expect(status(moves, 'looked-after', 2).accounts[0]).toMatchObject({ since: '2025-11-01' });
  });

  it('ends with the last placement, for all before it', () => {
    expect(status([...moves, left('L2', '2026-02-20')], 'looked-after', 2).state).toBe('none-known');
  });

  it('begins anew on the day it ended', () => {
    const again = [...moves, left('L2', '2026-02-20'), placed('social-care.looked-after-started', 'L3', '2026-02-20')];
    expect(status(again, 'looked-after', 2).accounts[0]).toMatchObject({ since: '2026-02-20' });
  });
});

describe('an open referral', () => {
  it('is open until its case is closed; one closed as it came was never open', () => {
    const referral = (noFurtherAction: boolean): Unplaced =>
      fact({
        type: 'social-care.referral-received',
        data: { date: '2026-02-20', episode: 'E1', noFurtherAction },
        knownFrom: onDay(1),
      });
    const closed = fact({
      type: 'social-care.case-closed',
      data: { date: '2026-03-02', episode: 'E1' },
      knownFrom: onDay(2),
    });
    expect(status([referral(false)], 'open-referral', 2).state).toBe('known');
    expect(status([referral(true)], 'open-referral', 2).state).toBe('none-known');
    expect(status([referral(false), closed], 'open-referral', 3).state).toBe('none-known');
  });
});

describe('a day', () => {
  it('is the day in Europe/London', () => {
    const at = '2026-03-31T23:30:00.000Z' as Instant;
    const asked = answering(known([began('P1', '2026-04-01', 1)]), CHILD, { view: 'available', at });
    const fresh = { currencyOf, confirmations: [], limitMs: 90 * 86_400_000 };
    expect(statusOf(asked, at, fresh, refOf).kinds.find((k) => k.kind === 'protection-plan')?.state).toBe('known');
  });
});
