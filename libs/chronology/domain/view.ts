import type { AgencyId, DataClass, EventId, Instant, PlainDate, Release } from '@tributary/kernel';
import type { Line } from './chronology';
import { occurredDay, occurredLastDay } from './london';
import { inOrder } from './statement';
import { sectorOf } from './title';

/** How far a reader may see into one thing, and the rule that says so. */
export type Reach = Readonly<{
  level: 'content' | 'status' | 'existence' | 'nothing';
  rule: string;
  reason: string;
  version: string;
}>;

/** What access is decided on; `eventId` where it is one event, which an alert may name or a release be about. */
export type Matter = Readonly<{
  type: string;
  agency: AgencyId;
  dataClass: DataClass;
  release: Release;
  eventId?: EventId;
}>;
export type Judge = (matter: Matter) => Reach;

/**
 * Something there is, of which this reader sees no line: one for each agency and class, without number or time,
 * for a count of gaps tells a story of its own (design/access.md 14).
 */
export type Withheld = Readonly<{
  agency: AgencyId;
  dataClass: DataClass;
  rule: string;
  reason: string;
  version: string;
}>;

const LEVELS = ['nothing', 'existence', 'status', 'content'] as const satisfies readonly Reach['level'][];
const reaches = (reach: Reach, needed: Reach['level']): boolean =>
  LEVELS.indexOf(reach.level) >= LEVELS.indexOf(needed);

/** What the reader sees, and what is withheld; of what may not even be known to exist, nothing at all. */
export function sifted<T>(
  things: readonly T[],
  matterOf: (thing: T) => Matter,
  judge: Judge,
  needed: Reach['level'] = 'content',
): Readonly<{ shown: readonly T[]; withheld: readonly Withheld[] }> {
  const shown: T[] = [];
  const withheld = new Map<string, Withheld>();
  for (const thing of things) {
    const matter = matterOf(thing);
    const reach = judge(matter);
    if (reaches(reach, needed)) shown.push(thing);
    else if (reach.level !== 'nothing') withheld.set(withheldKey(matter), withheldOf(matter, reach));
  }
  return { shown, withheld: [...withheld.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, w]) => w) };
}

const withheldKey = (m: Matter): string => `${m.agency} ${m.dataClass}`;
const withheldOf = ({ agency, dataClass }: Matter, { rule, reason, version }: Reach): Withheld => ({
  ...{ agency, dataClass },
  ...{ rule, reason, version },
});

/** Days in Europe/London, both included; `events`: these alone, as an alert names them. */
export type Filter = Readonly<{
  from?: PlainDate;
  to?: PlainDate;
  sector?: string;
  events?: ReadonlySet<string>;
  types?: ReadonlySet<string>;
}>;

export function passes({ statement }: Line, filter: Filter): boolean {
  if (filter.events && !filter.events.has(statement.eventId)) return false;
  if (filter.types && !filter.types.has(statement.type)) return false;
  if (filter.sector !== undefined && sectorOf(statement.type) !== filter.sector) return false;
  if (filter.to !== undefined && occurredDay(statement.occurred) > filter.to) return false;
  const lastDay = occurredLastDay(statement.occurred);
  return filter.from === undefined || lastDay === undefined || lastDay >= filter.from;
}

/** The place of a line in the order, as a reader hands it back. */
type Mark = Readonly<{ began: Instant; knownFrom: Instant; eventId: EventId }>;

export function cursorOf({ statement: s }: Line): string {
  return Buffer.from(JSON.stringify([s.began, s.knownFrom, s.eventId])).toString('base64url');
}

/** Undefined where the text is no cursor. */
export function markOf(cursor: string): Mark | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((p) => typeof p === 'string')) return undefined;
    const [began, knownFrom, eventId] = parts as [Instant, Instant, EventId];
    return { began, knownFrom, eventId };
  } catch {
    return undefined;
  }
}

export type Page = Readonly<{ lines: readonly Line[]; next: string | null }>;

/** The next lines after the mark; `lines` must be in order. */
export function pageOf(lines: readonly Line[], mark: Mark | undefined, limit: number): Page {
  const rest = mark ? lines.filter((line) => inOrder(line.statement, mark) > 0) : lines;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { lines: page, next: last && rest.length > limit ? cursorOf(last) : null };
}
