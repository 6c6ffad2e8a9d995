import type { DayHeard } from '@tributary/alerting';
import type { FeedState } from '@tributary/intake';
import { type FeedId, type Instant, type PlainDate, plusDays, weekday } from '@tributary/kernel';
import type { At } from './at';
import { habitWords } from './habit-words';

const feed = {
  id: 'f' as FeedId,
  agency: 'a',
  lastNews: '2026-11-16T17:00:00.000Z' as Instant,
} as unknown as FeedState;
const NINE_TO_NOON = (1 << 9) | (1 << 10) | (1 << 11);
const days = Array.from({ length: 84 }, (_, n) => plusDays('2026-11-16' as PlainDate, -n - 1))
  .filter((day) => weekday(day) % 6 !== 0)
  .map((day): DayHeard => ({ day, hours: NINE_TO_NOON | (1 << 15), first: 9 * 60 + 38 }));
const at = (asOf: string, heard: readonly DayHeard[] = days): At => ({
  view: { agency: () => ({ sector: 'health' }), schoolYearOf: () => undefined } as never,
  asOf: asOf as Instant,
  heard: new Map([[feed.id, heard]]),
});

it('says what a feed has got used to, on which days, and what that rests on', () => {
  expect(habitWords(feed, at('2026-11-16T18:00:00.000Z'))).toMatch(
    /^by 09:40 on working days, nearly every hour 09:00 to 12:00 and 15:00 to 16:00 \(something came on \d+ of \d+\)$/,
  );
});

it('says that today is later than usual, once the usual time is over and only then', () => {
  expect(habitWords(feed, at('2026-11-17T09:39:00.000Z'))).not.toContain('later than usual');
  expect(habitWords(feed, at('2026-11-17T09:41:00.000Z'))).toContain('today is later than usual');
  expect(habitWords(feed, at('2026-11-21T12:00:00.000Z'))).not.toContain('later than usual');
});

it('says where nothing is learned yet', () => {
  expect(habitWords(feed, at('2026-11-16T18:00:00.000Z', days.slice(0, 5)))).toContain('Not learned yet');
});
