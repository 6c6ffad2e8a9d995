import { definitionOf, type Lasting } from '@tributary/catalogue';
import {
  canonicalJson,
  endOfDay,
  type Instant,
  later,
  londonDate,
  parsePlainDate,
  type PlainDate,
  type Recorded,
} from '@tributary/kernel';

type State = Extract<Lasting, { until: unknown }>;

/**
 * When something that lasts came to its end, as far as `current` (what its record states now) tells; null where it stands.
 * Where it is not sure which of several an end is meant for, all of them stand.
 */
export function endsOf(state: Recorded, current: readonly Recorded[]): Instant | null {
  const lasts = definitionOf(state.event.type)?.lasts;
  if (typeof lasts !== 'object' || !('until' in lasts)) return null;
  const own = overBy(state, lasts);
  if (own) return own;
  const ends = current.filter((one) => one !== state && lasts.until.includes(one.event.type) && isAfter(one, state));
  if (lasts.until.includes(state.event.type)) return newest(ends);
  const named = ends.filter((end) => means(end, state, lasts) === true);
  if (named.length > 0) return newest(named);
  const unnamed = ends.filter((end) => means(end, state, lasts) === undefined);
  const begun = current.filter((one) => one === state || (one.event.type === state.event.type && isAfter(one, state)));
  return unnamed.length >= begun.length ? newest(unnamed) : null;
}

const newest = (ends: readonly Recorded[]): Instant | null =>
  ends.reduce<Instant | null>((at, { event }) => (at === null ? event.knownFrom : later(at, event.knownFrom)), null);

/** Its own words that it is over: from the end of the day that they name, or from when they were said. */
function overBy({ event }: Recorded, { over = [] }: State): Instant | undefined {
  const values = over.map((field) => fieldOf(event.data, field));
  const days = values.flatMap((value) => (typeof value === 'string' ? (parsePlainDate(value) ?? []) : []));
  const [day] = days;
  if (day) return later(event.knownFrom, endOfDay(day));
  return values.includes(true) ? event.knownFrom : undefined;
}

/** True, false: both name the thing, the same or another; undefined where one of them does not. */
function means(end: Recorded, state: Recorded, { by = [] }: State): boolean | undefined {
  for (const field of by) {
    const [a, b] = [fieldOf(end.event.data, field), fieldOf(state.event.data, field)];
    if (a !== undefined && b !== undefined) return canonicalJson(a) === canonicalJson(b);
  }
  return undefined;
}

/** Of two on one day the one that was said later. */
function isAfter(a: Recorded, b: Recorded): boolean {
  const [one, other] = [dayOf(a), dayOf(b)];
  return one === other ? a.event.version > b.event.version || a.event.type !== b.event.type : one > other;
}

function dayOf({ event: { occurred } }: Recorded): PlainDate {
  if ('on' in occurred) return occurred.on;
  return 'from' in occurred ? occurred.from : londonDate(occurred.at);
}

const fieldOf = (data: unknown, field: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined;
