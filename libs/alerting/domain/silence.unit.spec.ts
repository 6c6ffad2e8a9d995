import type { Instant } from '@tributary/kernel';
import { silentFrom } from './silence';

const year = { terms: [{ from: '2026-11-02', to: '2026-12-18' }], insetDays: ['2026-11-27'] } as never;
const at = (day: string): Instant => `${day}T09:30:00.000Z` as Instant;

describe('when a feed counts as silent', () => {
  it.each([
    ['each school day', '2026-11-26', undefined, '2026-12-01T00:00:00.000Z'],
    ['each school day', '2026-11-26', '10:00', '2026-11-30T10:00:00.000Z'],
    ['each weekday', '2026-11-27', '18:30', '2026-11-30T18:30:00.000Z'],
    ['daily', '2026-06-30', '10:00', '2026-07-01T09:00:00.000Z'],
    ['weekly', '2026-11-20', '10:00', '2026-11-27T10:00:00.000Z'],
  ])('%s, after %s, by %s: from %s', (rhythm, last, by, from) => {
    expect(silentFrom({ last: at(last), rhythm, by, year, missed: 1 })).toBe(from);
  });

  it.each(['as they happen', undefined])('nobody can say of %s', (rhythm) => {
    expect(silentFrom({ last: at('2026-11-26'), rhythm, by: undefined, year, missed: 1 })).toBeUndefined();
  });
});
