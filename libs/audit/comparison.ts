import {
  answering,
  chronologyOf,
  confirmationsAt,
  type Entry,
  FRESH_FOR_MS,
  type KindStatus,
  type Reference,
  type RefOf,
  statusOf,
} from '@tributary/chronology';
import type { AgencyId, ChildId, EventId, Instant, Recorded } from '@tributary/kernel';
import { shownBy, type Sightings, type Somebody } from './shown';

/** One moment, with the directory of that time and the events that an auditor may see. */
export type Moment = Readonly<{ at: Instant; reference: Reference; seen: readonly Recorded[] }>;

/** What became of one event between two moments. */
export type Difference =
  | 'none'
  /** Its agency had it and Tributary did not. */
  | 'held-only'
  /** Nobody had it yet. */
  | 'later'
  /** It was put right or taken back since. */
  | 'changed'
  /** It is not this child's any more, or was erased. */
  | 'gone';

type Line = Omit<Entry, 'data'>;
type Side = Readonly<{ held: boolean; available: Entry['standing'] | null; shown: readonly Somebody[] }>;
/** One event at two moments; without what it says. */
export type ComparedEvent = Readonly<{ entry: Line; then: Side; now: Side; difference: Difference }>;
export type ComparedStatus = Readonly<{ kind: string; then: KindStatus; now: KindStatus; differs: boolean }>;
export type Comparison = Readonly<{
  then: Instant;
  now: Instant;
  events: readonly ComparedEvent[];
  status: readonly ComparedStatus[];
}>;

export type ComparisonSetting = Readonly<{
  child: ChildId;
  refOf: RefOf;
  statusLimitMs?: number;
  sightings: Sightings;
}>;

/** Held, available and shown at a moment beside now, event by event, in the order in which they happened. Pure. */
export function compare(then: Moment, now: Moment, setting: ComparisonSetting): Comparison {
  const sides = [sideAt(then, setting), sideAt(now, setting)] as const;
  const entries = new Map<EventId, Line>();
  for (const { held, available } of sides) {
    for (const entry of [...held.values(), ...available.values()]) entries.set(entry.eventId, lineOf(entry));
  }
  const events = [...entries.values()].sort(inOrder).map((entry) => comparedEvent(entry, sides, setting.sightings));
  return { then: then.at, now: now.at, events, status: comparedStatus(then, now, setting) };
}

type Known = Readonly<{ at: Instant; held: ReadonlyMap<EventId, Entry>; available: ReadonlyMap<EventId, Entry> }>;

function sideAt({ at, reference: { currencyOf }, seen }: Moment, { child }: ComparisonSetting): Known {
  const setting = { child, currencyOf, history: true };
  const agencies = new Set(seen.flatMap(({ event: { source } }) => ('agency' in source ? [source.agency] : [])));
  const held = [...agencies].flatMap((agency) => chronologyOf(seen, { view: 'held', for: agency, at }, setting));
  const available = chronologyOf(seen, { view: 'available', at }, setting);
  return { at, held: byId(held), available: byId(available) };
}

const byId = (entries: readonly Entry[]): ReadonlyMap<EventId, Entry> =>
  new Map(entries.map((entry) => [entry.eventId, entry]));

function lineOf(entry: Entry): Line {
  const { eventId, type, title, occurred, recordedAt, receivedAt, knownFrom, agency, dataClass } = entry;
  const line = { eventId, type, title, occurred, recordedAt, receivedAt, knownFrom, agency, dataClass };
  return { ...line, currency: entry.currency, standing: entry.standing };
}

function comparedEvent(entry: Line, [before, after]: readonly [Known, Known], sightings: Sightings): ComparedEvent {
  const side = ({ at, held, available }: Known): Side => ({
    held: held.has(entry.eventId),
    available: available.get(entry.eventId)?.standing ?? null,
    shown: shownBy(at, entry, sightings),
  });
  const [then, now] = [side(before), side(after)];
  return { entry, then, now, difference: differenceOf(then, now) };
}

function differenceOf(then: Side, now: Side): Difference {
  if (then.available === null) return then.held ? 'held-only' : 'later';
  if (now.available === null) return 'gone';
  return then.available === now.available ? 'none' : 'changed';
}

function comparedStatus(then: Moment, now: Moment, setting: ComparisonSetting): readonly ComparedStatus[] {
  const after = new Map(statusAt(now, setting).map((kind) => [kind.kind, kind]));
  return statusAt(then, setting).flatMap((kind) => {
    const later = after.get(kind.kind);
    return later ? [{ kind: kind.kind, then: kind, now: later, differs: wordOf(kind) !== wordOf(later) }] : [];
  });
}

function statusAt({ at, reference, seen }: Moment, setting: ComparisonSetting): readonly KindStatus[] {
  const { child, refOf, statusLimitMs } = setting;
  const asked = answering(seen, child, { view: 'available', at });
  const limitMs = statusLimitMs ?? FRESH_FOR_MS;
  const freshness = { currencyOf: reference.currencyOf, confirmations: confirmationsAt(seen, at), limitMs };
  return statusOf(asked, at, freshness, refOf).kinds;
}

const wordOf = ({ state, accounts }: KindStatus): string =>
  JSON.stringify([
    state,
    accounts.map(({ agency, since, until, worker }: AccountOf) => [agency, since, until, worker]),
  ]);
type AccountOf = Readonly<{ agency: AgencyId; since: string; until: string | null; worker: unknown }>;

const inOrder = (a: Line, b: Line): number => (orderOf(a) < orderOf(b) ? -1 : 1);
const orderOf = ({ occurred, knownFrom, eventId }: Line): string => [startOf(occurred), knownFrom, eventId].join(' ');
const startOf = (occurred: Entry['occurred']): string =>
  'at' in occurred ? occurred.at : 'on' in occurred ? occurred.on : occurred.from;
