import { type Directory, HELD_DAYS } from '@tributary/directory';
import { type FeedId, type Instant, londonDate, type PlainDate, plusMillis } from '@tributary/kernel';
import type { EventStore } from '@tributary/event-store';
import { goesAtOf, isRipe, type Judged } from './assess';
import type { Period } from './domain/period';
import type { Waiting } from './domain/guard';
import type { Holding } from './holding';
import type { HoldingBook } from './storage/book';
import { Tally } from './tally';

/** What is held of a feed, and what would go when. Counts and days; nothing of any child. */
export type FeedPreview = Readonly<{
  feed: FeedId;
  /** As the feed declares it; its attendance, where it declares nothing, is held to the end of the next school year. */
  period: Period;
  /** Events that stand. */
  events: number;
  /** Of these: kept because somebody could open them, or nobody can tell. */
  opened: number;
  /** Of these: what is so still, by the feed's last word. */
  stands: number;
  /** Of these: would be erased by a round now, and within the next thirty days. */
  due: number;
  soon: number;
  /** The day on which the next are erased that are not due yet. */
  next: PlainDate | null;
  /** Why what is due waits for somebody's word; null where it does not. */
  waits: Waiting | null;
}>;

type Counts = { events: number; opened: number; stands: number; due: number; soon: number; next: Instant | null };
type Io = Readonly<{
  store: Pick<EventStore, 'now'>;
  directory: Pick<Directory, 'current'>;
  holding: Holding;
  book: HoldingBook;
}>;

const SOON = 30 * 86_400_000;

/** Looks at every child, as a round would, and changes nothing. */
export async function previewOf({ store, directory, holding, book }: Io): Promise<readonly FeedPreview[]> {
  const now = await store.now();
  const tally = new Tally(now, await book.letGo());
  const counts = new Map<FeedId, Counts>();
  for await (const some of holding.judged(now, null)) {
    for (const one of some.flatMap(({ things }) => things)) {
      for (const [feed, events] of one.feeds) counts.set(feed, counted(counts.get(feed) ?? NONE, one, events, now));
      if (isRipe(one, now)) tally.add(one);
    }
  }
  const { waiting } = tally.result(
    new Map([...counts].map(([feed, { events }]) => [feed, events])),
    await book.lastRound(),
  );
  const view = await directory.current();
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([feed, { next, ...rest }]) => ({
      ...{ feed, period: view.feed(feed)?.holding ?? HELD_DAYS, ...rest },
      next: next && londonDate(next),
      waits: waiting.get(feed)?.why ?? null,
    }));
}

const NONE: Counts = { events: 0, opened: 0, stands: 0, due: 0, soon: 0, next: null };

function counted(before: Counts, one: Judged, events: number, now: Instant): Counts {
  const at = goesAtOf(one);
  const kept = 'kept' in one.verdict ? one.verdict.kept : undefined;
  const isDue = isRipe(one, now);
  const isSoon = at !== undefined && !isDue && at <= plusMillis(now, SOON);
  return {
    events: before.events + events,
    opened: before.opened + (kept !== undefined && kept !== 'stands' ? events : 0),
    stands: before.stands + (kept === 'stands' ? events : 0),
    due: before.due + (isDue ? events : 0),
    soon: before.soon + (isSoon ? events : 0),
    next: at !== undefined && !isDue && (before.next === null || at < before.next) ? at : before.next,
  };
}
