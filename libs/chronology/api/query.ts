import { STATED_SECTORS } from '@tributary/catalogue';
import {
  parsePlainDate,
  parsePosition,
  Problem,
  type AgencyId,
  type FeedPosition,
  type Instant,
  type PlainDate,
} from '@tributary/kernel';
import { asKnownInstant, type Question } from '../domain/as-known';
import { markOf, type Filter } from '../domain/view';

export const PAGE = 100;

/** What a reader asked of a chronology; `question` is null for now. */
export type ChronologyQuery = Readonly<{
  question: Question | null;
  filter: Filter;
  mark: ReturnType<typeof markOf>;
  limit: number;
  history: boolean;
  purpose: string;
  after?: FeedPosition;
}>;

type Raw = Readonly<Record<string, unknown>>;

const wrong = (name: string, detail: string): Problem =>
  new Problem('query-wrong', 400, `The parameter ${name} is wrong`, detail, { parameter: name });

function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > 200) throw wrong(name, 'Give it once, in at most 200 characters.');
  return value;
}

function day(raw: Raw, name: string): PlainDate | undefined {
  const value = text(raw, name);
  if (value === undefined) return undefined;
  const parsed = parsePlainDate(value);
  if (!parsed) throw wrong(name, 'Give a day that exists, like 2026-03-07.');
  return parsed;
}

function sectorIn(raw: Raw): string | undefined {
  const value = text(raw, 'sector');
  if (value === undefined || STATED_SECTORS.some((s) => s === value)) return value;
  throw wrong('sector', `Choose one of ${STATED_SECTORS.join(', ')}.`);
}

/** Throws a Problem that names the parameter. */
export function parseChronologyQuery(raw: Raw, viewerAgency: AgencyId, now: Instant): ChronologyQuery {
  const [from, to, sector] = [day(raw, 'from'), day(raw, 'to'), sectorIn(raw)];
  if (from && to && from > to) throw wrong('to', 'It must not lie before from.');
  const cursor = text(raw, 'cursor');
  const mark = cursor === undefined ? undefined : markOf(cursor);
  if (cursor !== undefined && !mark) throw wrong('cursor', 'Hand back the cursor of the page before, unchanged.');
  const after = afterIn(raw);
  return {
    question: questionIn(raw, viewerAgency, now),
    filter: { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(sector ? { sector } : {}) },
    mark,
    limit: limitIn(raw),
    history: text(raw, 'history') === 'true',
    purpose: purposeIn(raw),
    ...(after ? { after } : {}),
  };
}

/** A page's own purpose where none is stated: to work with the child. */
export const purposeIn = (raw: Raw): string => text(raw, 'purpose') ?? 'direct-work';

function limitIn(raw: Raw): number {
  const value = text(raw, 'limit');
  if (value === undefined) return PAGE;
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE)
    throw wrong('limit', `Give a whole number from 1 to ${PAGE}.`);
  return limit;
}

/** Where a reader wants to see its own write: the position a write returned. */
export function afterIn(raw: Raw): FeedPosition | undefined {
  const value = text(raw, 'after');
  if (value === undefined) return undefined;
  const position = parsePosition(value);
  if (!position) throw wrong('after', 'Give the position that the write returned.');
  return position;
}

/** `asKnownOn` alone means available to the viewer (design/domain.md §3). */
export function questionIn(raw: Raw, viewerAgency: AgencyId, now: Instant): Question | null {
  const view = text(raw, 'view');
  const asked = text(raw, 'asKnownOn');
  const holder = text(raw, 'for');
  if (asked === undefined && view === undefined) return null;
  const at = asked === undefined ? now : asKnownInstant(asked, now);
  if (view === 'held') return { view: 'held', for: (holder ?? viewerAgency) as AgencyId, at };
  if (view !== undefined && view !== 'available') throw wrong('view', 'Choose available or held.');
  if (holder !== undefined) throw wrong('for', 'Only view=held takes it: name the agency that held.');
  return { view: 'available', at, stillLinked: true };
}
