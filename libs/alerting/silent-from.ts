import type { DirectoryView, Feed } from '@tributary/directory';
import { type Instant, londonDate, type SchoolYear } from '@tributary/kernel';
import { type DayHeard, type Habit, habitsOf, stillFrom } from './domain/habit';
import type { FeedRule } from './domain/rule';
import { feedSilent } from './rules/feed-silent.rule';

type Watched = Pick<Feed, 'agency' | 'rhythm' | 'by' | 'currency'>;
/** When it last delivered, and the days on which it did before. */
export type Heard = Readonly<{ last: Instant; days: readonly DayHeard[] }>;

/**
 * From when a feed counts as silent by a rule: by the rhythm that it declares, or by its habits where they say so
 * earlier. Undefined where nobody can say.
 */
export function silentFrom(rule: FeedRule, feed: Watched, heard: Heard, view: DirectoryView): Instant | undefined {
  const authority = view.authorityOf(feed.agency)?.code ?? '';
  const number = (name: string): number =>
    view.threshold(rule.id, name, authority) ?? rule.thresholds[name]?.value ?? Number.POSITIVE_INFINITY;
  const year = view.schoolYearOf(feed.agency);
  const { last } = heard;
  const declared = rule.silentFrom({ last, rhythm: feed.rhythm, by: feed.by, year, missed: number('missed') });
  const habits = habitsIn(feed, heard, view);
  const still = stillFrom({ last, habits, year, hours: number('stillHours'), days: number('stillDays') });
  if (declared === undefined || still === undefined) return declared ?? still;
  return declared < still ? declared : still;
}

/** What a feed has got used to, by what it delivered before the day of its last delivery. */
export function habitsIn(feed: Watched, { last, days }: Heard, view: DirectoryView): readonly Habit[] {
  const calendar = calendarOf(feed, view);
  return calendar === 'unknown' ? [] : habitsOf(days, londonDate(last), calendar);
}

/** A return is no habit; and where an education feed's terms are unknown, nobody can say what a still day means. */
function calendarOf({ agency, currency }: Watched, view: DirectoryView): SchoolYear | undefined | 'unknown' {
  const year = view.schoolYearOf(agency);
  if (currency === 'return' || (view.agency(agency)?.sector === 'education' && !year)) return 'unknown';
  return year;
}

/** As pages say it: by the rule that tells the feed's manager. */
export const feedSilentFrom = (feed: Watched, heard: Heard, view: DirectoryView): Instant | undefined =>
  silentFrom(feedSilent, feed, heard, view);
