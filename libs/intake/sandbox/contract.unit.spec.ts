import { formatOf } from '@tributary/feeds';
import { type AgencyId, type Instant, Problem } from '@tributary/kernel';
import { aFeed } from '../../testing/intake';
import { basisOf, type Evidence, neededOf, reportOf, shownByRefusal } from './contract';

const feed = aFeed('oakfield.mapped', 'mapped-csv', { supplier: 'sundial' });
const basis = basisOf(feed, { hub: '0.1.0', mapping: 3 });
const needed = neededOf({});
const day = (number: number): Instant => `2026-11-${String(number).padStart(2, '0')}T09:00:00.000Z` as Instant;
const all = (more: Partial<Evidence> = {}): readonly Evidence[] =>
  needed.map((check, i) => ({
    ...{ check, at: day(i + 1), client: 'oakfield', sample: false, basis, hub: '0.1.0', catalogue: 'c' },
    ...more,
  }));

describe('the contract of a feed', () => {
  it('is passed when the hub saw all of it, at the last of them', () => {
    expect(reportOf(all(), basis, needed)).toMatchObject({
      ...{ state: 'passed', passedAt: day(needed.length), mapping: 3, hub: '0.1.0', catalogue: 'c' },
    });
    expect(reportOf(all(), basis, needed)).not.toHaveProperty('samplesAlone');
    expect(reportOf(all({ sample: true }), basis, needed)).toMatchObject({ samplesAlone: true });
  });

  it.each(needed.map((check) => [check]))('is open without %s', (missing) => {
    const report = reportOf(
      all().filter(({ check }) => check !== missing),
      basis,
      needed,
    );
    expect(report.state).toBe('open');
    expect(report.checks.filter(({ seen }) => !seen).map(({ id }) => id)).toEqual([missing]);
  });

  it.each([
    ['mapping', basisOf(feed, { hub: '0.2.0', mapping: 4 })],
    ['hub', basisOf(feed, { hub: '1.0.0', mapping: 3 })],
    ['supplier', basisOf({ ...feed, supplier: 'other' }, { hub: '0.1.0', mapping: 3 })],
    ['controller', basisOf({ ...feed, controller: 'c' as AgencyId }, { hub: '0.1.0', mapping: 3 })],
  ])('is stale when its %s changed, and no check counts then', (what, now) => {
    const report = reportOf(all(), now, needed);
    expect(report).toMatchObject({ state: 'stale', changed: [what], mapping: 3 });
    expect(report.checks.every(({ seen }) => seen === undefined)).toBe(true);
  });

  it('is not put together from two bases', () => {
    const other = basisOf(feed, { hub: '0.1.0', mapping: 4 });
    const half = all().map((one, i) => (i % 2 === 0 ? one : { ...one, basis: other }));
    expect(reportOf(half, other, needed).state).toBe('open');
  });

  it('stands when the feed goes live, and with a minor version of the hub', () => {
    const live = basisOf({ ...feed, live: false, liveSince: '2026-11-01' as never }, { hub: '0.9.1', mapping: 3 });
    expect(reportOf(all(), live, needed).state).toBe('passed');
  });

  it('asks of a form what its samples show', () => {
    expect(neededOf(formatOf('attendance-csv') ?? {})).toContain('late');
    expect(needed).not.toContain('late');
  });

  it('takes a refusal for what it shows, and a fault of the hub for nothing', () => {
    const refused = (code: string, status: number) => shownByRefusal(new Problem(code, status, '', ''));
    expect(refused('encoding-wrong', 400)).toEqual(['refused']);
    expect(refused('delivery-too-large', 413)).toEqual(['too-large']);
    for (const [code, status] of [
      ['idempotency-key-reused', 422],
      ['sandbox-full', 409],
      ['mapping-missing', 422],
      ['unexpected', 500],
    ] as const) {
      expect(refused(code, status)).toEqual([]);
    }
    expect(shownByRefusal(new Error('x'))).toEqual([]);
  });
});
