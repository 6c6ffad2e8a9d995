import { type Instant, millisOf, type PlainDate } from '@tributary/kernel';
import type { LastLook, LastRound, Standing } from './book';

/** After this many milliseconds a round is tried again that failed, or whose process ended before it did. */
export const RETRY_MS = 3_600_000;

type Pace = Readonly<{ now: Instant; everyMs: number }>;

/** Whether it is time for a round, whichever process made the last one. */
export function isDue(last: Pick<LastRound, 'beganAt' | 'outcome'> | undefined, { now, everyMs }: Pace): boolean {
  if (last === undefined) return true;
  const pause = last.outcome === 'done' ? everyMs : Math.min(everyMs, RETRY_MS);
  return millisOf(now) >= millisOf(last.beganAt) + pause;
}

type Looked = Pick<LastLook, 'mark' | 'until'>;

/** Whether a look could come to something else than the last one. */
export function isNews(last: Looked | undefined, standing: Standing, today: PlainDate): boolean {
  if (last === undefined) return standing.records > 0;
  return last.mark !== standing.mark || (last.until !== null && last.until <= today);
}
