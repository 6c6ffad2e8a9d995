import { endOfDay, startOfDay, type Instant, type PlainDate } from '@tributary/kernel';
import { inWords, occurredStart } from './london';

const day = (text: string): PlainDate => text as PlainDate;

describe('a day in Europe/London', () => {
  it('begins at midnight UTC in winter and an hour before in summer', () => {
    expect(startOfDay(day('2026-01-15'))).toBe('2026-01-15T00:00:00.000Z');
    expect(startOfDay(day('2026-07-15'))).toBe('2026-07-14T23:00:00.000Z');
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    expect([startOfDay(day('2026-03-29')), endOfDay(day('2026-03-29'))]).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T22:59:59.999Z',
    ]);
    expect([startOfDay(day('2026-10-25')), endOfDay(day('2026-10-25'))]).toEqual([
      '2026-10-24T23:00:00.000Z',
      '2026-10-25T23:59:59.999Z',
    ]);
  });

  it('has its noon at 12 by the clock, on change-over days too', () => {
    const noon = (text: string): Instant => occurredStart({ on: day(text), session: 'PM' });
    expect([noon('2026-01-15'), noon('2026-03-29'), noon('2026-10-25')]).toEqual([
      '2026-01-15T12:00:00.000Z',
      '2026-03-29T11:00:00.000Z',
      '2026-10-25T12:00:00.000Z',
    ]);
  });

  it('is told by the clock on the wall', () => {
    expect(inWords('2026-07-14T23:30:00.000Z' as Instant)).toBe('15 July 2026 at 00:30');
  });
});
