import { londonDate, parseInstant, parsePlainDate, plusDays, type Instant, type PlainDate } from './time';

describe('times', () => {
  it('refuses a time without an offset, and a day that does not exist', () => {
    expect(parseInstant('2026-03-01T09:00:00')).toBeUndefined();
    expect(parseInstant('2026-03-01T09:00:00+01:00')).toBe('2026-03-01T08:00:00.000Z');
    expect(parsePlainDate('2026-02-29')).toBeUndefined();
    expect(parsePlainDate('2024-02-29')).toBe('2024-02-29');
    expect(['1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'].map(parsePlainDate)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(['2000-02-29', '2026-12-31'].map(parsePlainDate)).toEqual(['2000-02-29', '2026-12-31']);
    expect(parsePlainDate('01/02/2024')).toBeUndefined();
  });

  it.each([
    ['2026-03-29T00:30:00.000Z', '2026-03-29', 'before the clocks go forward'],
    ['2026-03-29T23:30:00.000Z', '2026-03-30', 'summer time is an hour ahead'],
    ['2026-10-25T23:30:00.000Z', '2026-10-25', 'after the clocks went back'],
  ])('%s is %s in London: %s', (at, day) => {
    expect(londonDate(at as Instant)).toBe(day);
  });

  it('keeps apart what falls into one hour of different days, and far years', () => {
    const days = ['2026-06-30T22:59:59.999Z', '2026-06-30T23:00:00.000Z', '2026-07-01T22:30:00.000Z'].map((at) =>
      londonDate(at as Instant),
    );
    expect(days).toEqual(['2026-06-30', '2026-07-01', '2026-07-01']);
    const far = ['+010000-01-01T05:00:00.000Z', '+010000-01-02T05:00:00.000Z'].map((at) => londonDate(at as Instant));
    expect(new Set(far).size).toBe(2);
  });

  it('counts days across both change-over nights', () => {
    expect(plusDays('2026-03-28' as PlainDate, 2)).toBe('2026-03-30');
    expect(plusDays('2026-10-24' as PlainDate, 2)).toBe('2026-10-26');
  });
});
