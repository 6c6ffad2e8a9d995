import { dayKindOf, type Habit, habitsIn } from '@tributary/alerting';
import type { FeedState } from '@tributary/intake';
import { instantAt, londonDate } from '@tributary/kernel';
import type { At } from './at';

/** What the feed has got used to, and what that rests on; beside it, where today is later than usual. */
export function habitWords(feed: FeedState, at: At): string {
  const { lastNews: last } = feed;
  const habits = last ? habitsIn(feed, { last, days: at.heard.get(feed.id) ?? [] }, at.view) : [];
  if (!last || habits.length === 0) return 'Not learned yet: it takes four weeks, and days that are alike';
  const today = londonDate(at.asOf);
  const kind = dayKindOf(today, at.view.schoolYearOf(feed.agency));
  const by = habits.find((habit) => habit.kind === kind)?.by;
  const isLate = by !== undefined && londonDate(last) < today && instantAt(today, by) < at.asOf;
  return [...habits.map(wordsOf), ...(isLate ? ['today is later than usual'] : [])].join('; ');
}

function wordsOf({ kind, by, hours, came, days }: Habit): string {
  const often = hours.length >= 2 ? `, nearly every hour ${spansOf(hours)}` : '';
  return `by ${by} on ${kind}s${often} (something came on ${came} of ${days})`;
}

/** Hours that follow each other as one span: `08:00 to 18:00`. */
function spansOf(hours: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const hour of hours) {
    const last = spans.at(-1);
    if (last?.[1] === hour) last[1] = hour + 1;
    else spans.push([hour, hour + 1]);
  }
  return spans.map(([from, to]) => `${clockOf(from)} to ${clockOf(to)}`).join(' and ');
}

const clockOf = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;
