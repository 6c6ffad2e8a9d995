import { readDate, readInstant } from './dates';

describe('dates of the feeds', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['31/01/2026', '2026-01-31'],
    ['1/2/2026', '2026-02-01'],
  ])('%s is a day', (text, day) => {
    expect(readDate(text)).toBe(day);
  });
  it.each(['', '2026-02-30', '30/02/2026', '01/31/2026', '20260131', '2026-1-31', '31/01/26'])('%p is none', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
  it.each([
    ['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.000Z'],
    ['2026-01-31T09:00:00.123456789+01:00', '2026-01-31T08:00:00.123Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2026-01-31t09:00:00z', '2026-01-31T09:00:00.000Z'],
  ])('%s is a time', (text, at) => {
    expect(readInstant(text)).toBe(at);
  });
  it.each([
    '2026-01-31T09:00Z',
    '2026-01-31T09:00:00',
    '2026-02-30T09:00:00Z',
    '2026-01-31T25:00:00Z',
    '2026-01-31T09:00:00+25:00',
    '2026-01-31T09:00:00+05',
    'lunchtime',
  ])('%p is none', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
