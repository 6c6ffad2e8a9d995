import { type PlainDate, plusDays, Problem } from '@tributary/kernel';
import { monthAfter, type Span } from '../page/timeline';
import { monthInWords } from '../page/words';

const MONTHS = 6;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/**
 * Six months up to a day, or up to the end of an earlier month that was asked for. Throws a Problem (400) where that is
 * no month.
 */
export function spanUpTo(day: PlainDate, until: unknown): Span {
  const month = monthIn(until);
  const to = month === undefined || month >= day.slice(0, 7) ? day : lastOf(month);
  return { from: `${monthAfter(to.slice(0, 7), 1 - MONTHS)}-01` as PlainDate, to };
}

function monthIn(until: unknown): string | undefined {
  if (until === undefined || until === '') return undefined;
  if (typeof until === 'string' && MONTH.test(until)) return until;
  throw new Problem(
    'query-wrong',
    400,
    'Not a month that can be shown',
    'Go back and choose the months by their link.',
  );
}

const lastOf = (month: string): PlainDate => plusDays(`${monthAfter(month, 1)}-01` as PlainDate, -1);

type Step = Readonly<{ text: string; query: string }>;

/** Where the months before and after are; none after the day that the page is about. */
export function stepsAround(
  { from, to }: Span,
  day: PlainDate,
  asked: string | undefined,
): Readonly<{ words: string; earlier: Step; later?: Step }> {
  const step = (month: string): Step => ({
    text: `${monthInWords(monthAfter(month, 1 - MONTHS), 'long')} to ${monthInWords(month, 'long')}`,
    query: new URLSearchParams({ until: month, ...(asked ? { asKnownOn: asked } : {}) }).toString(),
  });
  const earlier = step(monthAfter(from.slice(0, 7), -1));
  const words = `${monthInWords(from.slice(0, 7), 'long')} to ${monthInWords(to.slice(0, 7), 'long')}`;
  const next = monthAfter(to.slice(0, 7), MONTHS);
  return to >= day
    ? { words, earlier }
    : { words, earlier, later: step(next < day.slice(0, 7) ? next : day.slice(0, 7)) };
}
