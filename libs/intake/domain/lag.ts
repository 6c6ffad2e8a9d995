import { endOfDay, type Instant, millisOf, type NewEvent, type Occurred } from '@tributary/kernel';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Upper bounds of a lag, in milliseconds; what took longer than the last stands after it. */
export const LAG_BOUNDS = [HOUR, 6 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY] as const;

/** How many facts took up to each bound, and in the last place how many took longer than all. Sums of two are both. */
export type Spread = readonly number[];

/** What took how long: until the agency's system recorded it, and from there until it was delivered. */
export type Lags = Readonly<{
  happenedToRecorded: Spread;
  recordedToReceived: Spread;
  /** Of facts whose source does not say when they were recorded. */
  happenedToReceived: Spread;
}>;

const NONE: Spread = [...LAG_BOUNDS, 0].map(() => 0);
export const NO_LAGS: Lags = { happenedToRecorded: NONE, recordedToReceived: NONE, happenedToReceived: NONE };

/** Of the facts of agencies alone, history left out: it is late by nature. */
export function lagsOf(events: readonly NewEvent[]): Lags {
  const told = events.filter(({ source, backfill, type }) => {
    return 'feed' in source && !backfill && type !== 'record.fact-retracted';
  });
  const recorded = told.flatMap((event) => (event.recordedAt ? [{ ...event, recordedAt: event.recordedAt }] : []));
  const unsaid = told.filter((event) => !event.recordedAt);
  return {
    happenedToRecorded: spread(recorded.map((event) => since(over(event.occurred), event.recordedAt))),
    recordedToReceived: spread(recorded.map((event) => since(event.recordedAt, event.receivedAt))),
    happenedToReceived: spread(unsaid.map((event) => since(over(event.occurred), event.receivedAt))),
  };
}

export const addLags = (a: Lags, b: Lags): Lags => ({
  happenedToRecorded: added(a.happenedToRecorded, b.happenedToRecorded),
  recordedToReceived: added(a.recordedToReceived, b.recordedToReceived),
  happenedToReceived: added(a.happenedToReceived, b.happenedToReceived),
});

/** The bound within which that part of the facts stayed, in milliseconds; null where it is above the last bound. */
export function within(counted: Spread, part: number): number | null | undefined {
  const all = counted.reduce((sum, n) => sum + n, 0);
  if (all === 0) return undefined;
  let sum = 0;
  const place = counted.findIndex((n) => (sum += n) >= all * part);
  return LAG_BOUNDS[place] ?? null;
}

/** When it was over: a day at its end, for nobody can say earlier that it has happened. */
function over(occurred: Occurred): Instant {
  if ('at' in occurred) return occurred.at;
  return endOfDay('on' in occurred ? occurred.on : (occurred.to ?? occurred.from));
}

/** Never below nothing: clocks of two systems disagree, and a day is told of before it ends. */
const since = (from: Instant, to: Instant): number => Math.max(0, millisOf(to) - millisOf(from));

function spread(lags: readonly number[]): Spread {
  const counted = [...NONE];
  for (const lag of lags) {
    const found = LAG_BOUNDS.findIndex((bound) => lag <= bound);
    const place = found < 0 ? LAG_BOUNDS.length : found;
    counted[place] = (counted[place] ?? 0) + 1;
  }
  return counted;
}

const added = (a: Spread, b: Spread): Spread => a.map((n, i) => n + (b[i] ?? 0));
