import type { Period } from '@tributary/chronology';
import { londonDate, parsePlainDate, plusDays, Problem, type Instant, type PlainDate } from '@tributary/kernel';
import { purposeOf } from '../../purpose';
import { textsIn } from '../order-texts';

/** What is wanted: a row for each event, or how many children stand behind each kind of them. */
export const TABLES = ['rows', 'counts'] as const;
export type EventsTable = (typeof TABLES)[number];

export type EventsOrder = Readonly<{
  /** Months, as `2026-01`, both included. */
  from: string;
  to: string;
  purpose?: string;
  /** A name under which exports share their pseudonyms; without it each has its own. */
  key?: string;
  /** Default: rows, with the counts beside them. */
  table?: string;
}>;

const FIELDS = ['from', 'to', 'purpose', 'key', 'table'] as const;

/** The fields of a body or a form; throws `export-wrong`. */
export function eventsOrderIn(body: unknown): EventsOrder {
  const { from = '', to = '', ...more } = textsIn(body, FIELDS);
  return { from, to, ...more };
}

export type EventsAsked = Readonly<{ period: Period; covers: string; purpose: string; key: string | undefined }> &
  Readonly<{ table: EventsTable }>;

const KEY = /^[a-z][a-z0-9-]{2,40}$/;

/**
 * Throws a Problem that says what is wrong. Whole months that are over, and nothing else: two periods that differ by a
 * day would give away, by what one has and the other has not, who was there on that day.
 */
export function askedOf({ from, to, purpose, key, table = 'rows' }: EventsOrder, now: Instant): EventsAsked {
  const stated = purposeOf(purpose);
  const first = firstOf(from);
  const last = plusDays(firstOf(nextMonth(to)), -1);
  if (last < first) throw wrong('The last month lies before the first.');
  if (last >= londonDate(now)) throw wrong('The last month is not over yet.');
  if (key !== undefined && !KEY.test(key))
    throw wrong('A key is a code word of 3 to 41 small letters, digits, hyphens.');
  const known = TABLES.find((one) => one === table);
  if (!known) throw wrong(`A table is one of ${TABLES.join(', ')}.`);
  return { period: { from: first, to: last }, covers: `${from} to ${to}`, purpose: stated, key, table: known };
}

function firstOf(month: string): PlainDate {
  const day = /^\d{4}-\d{2}$/.test(month) ? parsePlainDate(`${month}-01`) : undefined;
  if (day) return day;
  throw wrong('Give whole months, like 2026-01.');
}

function nextMonth(month: string): string {
  return plusDays(firstOf(month), 31).slice(0, 7);
}

const wrong = (detail: string): Problem =>
  new Problem('period-wrong', 400, 'There is no export of that period', detail);
