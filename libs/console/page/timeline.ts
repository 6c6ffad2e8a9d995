import { londonDate, type Occurred, type PlainDate, plusDays } from '@tributary/kernel';
import { dayInWords, monthInWords } from './words';

/** First and last day that are drawn, both included. */
export type Span = Readonly<{ from: PlainDate; to: PlainDate }>;
/** Something to draw on the line of whoever said it. */
export type Happening = Readonly<{ lane: string; occurred: Occurred; history: boolean }>;
/** From that day on nothing came, though it should have. */
export type Silence = Readonly<{ lane: string; since: PlainDate }>;

/** Places and widths are percentages of the line, heights are pixels: so it fits any screen without script. */
type Mark = Readonly<{ shape: 'dot' | 'bar'; x: string; y: number; width: string; history: boolean }>;
type Lane = Readonly<{
  name: string;
  height: number;
  marks: readonly Mark[];
  silent?: Readonly<{ x: string; width: string }>;
  /** The same for whoever hears the page. */
  words: string;
}>;
type Month = Readonly<{ x: string; label: string; /** Its name would run over the edge. */ atEdge?: true }>;
export type Drawing = Readonly<{ months: readonly Month[]; lanes: readonly Lane[] }>;

const ROW = 16;
/** How near two marks may lie on one row, in percent: a dot's width on a telephone. */
const NEAR = 4.5;
/** From where on a month’s name does not fit on a telephone any more. */
const EDGE = 88;

/** What happened in a span of months as lines, one a lane, in the order in which the lanes first appear. Pure. */
export function drawn(happenings: readonly Happening[], silences: readonly Silence[], span: Span): Drawing {
  const lanes = new Set([...happenings, ...silences].map(({ lane }) => lane));
  return {
    months: monthsOf(span).map((month): Month => {
      const place = placeOf(`${month}-01` as PlainDate, span);
      return {
        x: percent(place),
        label: monthInWords(month, 'short'),
        ...(place > EDGE ? { atEdge: true } : {}),
      };
    }),
    lanes: [...lanes].map((name) =>
      laneOf(
        name,
        happenings.filter(({ lane }) => lane === name),
        silences.find(({ lane }) => lane === name)?.since,
        span,
      ),
    ),
  };
}

/** `2026-03`, each month that the span touches. */
export function monthsOf({ from, to }: Span): readonly string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month, 1)) months.push(month);
  return months;
}

/** The month that many months after `2026-03`. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export const firstDay = (occurred: Occurred): PlainDate => {
  if ('at' in occurred) return londonDate(occurred.at);
  return 'on' in occurred ? occurred.on : occurred.from;
};

function laneOf(name: string, said: readonly Happening[], silentSince: PlainDate | undefined, span: Span): Lane {
  const marks = stacked(said.map((one) => ({ ...extentOf(one.occurred, span), history: one.history })));
  const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 1);
  const from = silentSince && placeOf(silentSince > span.from ? silentSince : span.from, span);
  return {
    name,
    height: rows * ROW + 8,
    marks: marks.map(({ row, start, width, history, shape }) => ({
      ...{ shape, history },
      ...{ x: percent(start), y: row * ROW + 12, width: percent(width) },
    })),
    ...(from === undefined ? {} : { silent: { x: percent(from), width: percent(100 - from) } }),
    words: wordsOf(said, silentSince, span),
  };
}

type Extent = Readonly<{ shape: 'dot' | 'bar'; start: number; width: number; history: boolean }>;

/** A period that has not ended runs to the edge; what began before the span begins at its edge. */
function extentOf(occurred: Occurred, span: Span): Omit<Extent, 'history'> {
  const first = firstDay(occurred);
  const start = placeOf(first > span.from ? first : span.from, span);
  if (!('from' in occurred) || occurred.to === occurred.from) return { shape: 'dot', start, width: 0 };
  const last = occurred.to && occurred.to < span.to ? occurred.to : span.to;
  return { shape: 'bar', start, width: Math.max(placeOf(plusDays(last, 1), span) - start, 1) };
}

/** Each on the first row on which it touches none before it. */
function stacked(extents: readonly Extent[]): readonly (Extent & { row: number })[] {
  const ends: number[] = [];
  return [...extents]
    .sort((a, b) => a.start - b.start)
    .map((one) => {
      const free = ends.findIndex((end) => one.start - end >= NEAR);
      const row = free === -1 ? ends.length : free;
      ends[row] = one.start + one.width;
      return { ...one, row };
    });
}

const DAY = 86_400_000;
const daysBetween = (a: PlainDate, b: PlainDate): number => (Date.parse(b) - Date.parse(a)) / DAY;
/** A day's left edge on the line. */
const placeOf = (day: PlainDate, { from, to }: Span): number =>
  Math.min(100, Math.max(0, (100 * daysBetween(from, day)) / (daysBetween(from, to) + 1)));
const percent = (part: number): string => `${part.toFixed(2)}%`;

function wordsOf(said: readonly Happening[], silentSince: PlainDate | undefined, span: Span): string {
  const months = Map.groupBy(said, ({ occurred }) => firstDay(occurred).slice(0, 7));
  const counts = [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, ones]) => countOf(month, ones, span));
  const silent = silentSince ? ` Nothing has come since ${dayInWords(silentSince)}, though it should have.` : '';
  return `${counts.length > 0 ? `${counts.join(', ')}.` : 'Nothing in these months.'}${silent}`;
}

const countOf = (month: string, ones: readonly Happening[], { from }: Span): string =>
  month < from.slice(0, 7) ? `${ones.length} since before` : `${ones.length} in ${monthInWords(month, 'long')}`;
