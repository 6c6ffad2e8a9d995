const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after each failed call, as Standard Webhooks gives them (“Deliverability and reliability”). */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** A fifth up or down: endpoints that failed together are not called together again. */
const JITTER = 0.2;

/** Milliseconds to the next call after so many failed ones; undefined where there is none. `chance`: from 0 to 1. */
export function pauseAfter(failed: number, chance: number): number | undefined {
  const pause = PAUSES[failed - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
}
