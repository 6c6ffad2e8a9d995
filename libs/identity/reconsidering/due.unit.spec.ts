import type { Instant, PlainDate } from '@tributary/kernel';
import { isDue, isNews, RETRY_MS } from './due';

const HOUR = 3_600_000;
const at = (hours: number): Instant => new Date(Date.UTC(2026, 10, 1) + hours * HOUR).toISOString() as Instant;

describe('whether a round is due', () => {
  it.each([
    ['the first one', undefined, 0, true],
    ['a day after one that ended', { outcome: 'done' }, 24, true],
    ['less than a day after it', { outcome: 'done' }, 23.9, false],
    ['an hour after one that failed', { outcome: 'failed' }, 1, true],
    ['less than an hour after it', { outcome: 'failed' }, 0.9, false],
    ['an hour after one whose process was killed', { outcome: 'under-way' }, 1, true],
    [
      'at once after it, so that what kills a process does not do so again and again',
      { outcome: 'under-way' },
      0,
      false,
    ],
  ] as const)('%s', (_, last, hours, due) => {
    const before = last && { ...last, beganAt: at(0) };
    expect(isDue(before, { now: at(hours), everyMs: 24 * HOUR })).toBe(due);
  });

  it('tries again no later than the next one would be', () => {
    const failed = { beganAt: at(0), outcome: 'failed' } as const;
    expect(RETRY_MS).toBeGreaterThan(60_000);
    expect(isDue(failed, { now: at(1 / 60), everyMs: 60_000 })).toBe(true);
  });
});

describe('whether a look could come to something else', () => {
  const today = '2026-11-01' as PlainDate;
  const looked = (mark: string | null, until: string | null = null) => ({ mark, until: until as PlainDate | null });
  it.each([
    ['there is no record', undefined, 0, false],
    ['nobody has looked', undefined, 1, true],
    ['all is as it was', looked('as-it-was'), 1, false],
    ['something changed', looked('otherwise'), 1, true],
    ['something was left', looked(null), 1, true],
    ['a number begins tomorrow', looked('as-it-was', '2026-11-02'), 1, false],
    ['a number begins today', looked('as-it-was', today), 1, true],
  ])('where %s', (_, last, records, news) => expect(isNews(last, { records, mark: 'as-it-was' }, today)).toBe(news));
});
