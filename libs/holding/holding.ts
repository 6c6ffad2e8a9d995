import type { Agreements } from '@tributary/access';
import type { Directory } from '@tributary/directory';
import type { EventStore } from '@tributary/event-store';
import { type ChildId, type FeedId, type Instant, plusMillis, type StreamId } from '@tributary/kernel';
import { goesAtOf, isLetGo, isRipe, judge, type Judged, type JudgedChild, policyBy } from './assess';
import { Tally, type WaitingFeed } from './tally';
import type { KnownChildren } from './known-children';
import type { HoldingBook } from './storage/book';

export type HoldingIo = Readonly<{
  store: Pick<EventStore, 'now' | 'eraseSeveral'>;
  directory: Pick<Directory, 'current'>;
  agreements: Agreements;
  children: KnownChildren;
  book: HoldingBook;
}>;

/** What a look at those whose time has come found. */
export type Found = Readonly<{
  /** Children of whom something is due. */
  due: readonly ChildId[];
  /** What waits, by feed: why, and how many events of how many. */
  waiting: ReadonlyMap<FeedId, WaitingFeed>;
  /** Up to what is due a person's word lets a feed's events go. */
  letGo: ReadonlyMap<FeedId, Instant>;
}>;

/** Nothing is known where a look was cut short, and nothing goes. */
const NOTHING_WAITS = { waiting: new Map(), letGo: new Map() };
const NOTHING: Found = { due: [], ...NOTHING_WAITS };

/** Children read at once: what is in memory, however many there are. */
const TOGETHER = 50;
/** A child is looked at again after this many milliseconds at the latest: what the directory declares may have changed. */
const LOOK_AT_LEAST = 30 * 86_400_000;

/** What is held unopened: looks at it child by child, and erases what is due. */
export class Holding {
  constructor(private readonly io: HoldingIo) {}

  /** Some children after another, judged by what stands now; those alone whose time has come where `at` is given. */
  async *judged(now: Instant, at: Instant | null): AsyncGenerator<readonly JudgedChild[]> {
    const { directory, agreements, children, book } = this.io;
    const view = await directory.current();
    const policy = policyBy(view, agreements);
    for (let after: ChildId | null = null; ;) {
      const ids: readonly ChildId[] = await book.childrenAfter(after, TOGETHER, at);
      if (ids.length === 0) return;
      yield (await children.of(ids, { view, now })).map((known) => judge(known, policy, now));
      after = ids.at(-1) ?? null;
    }
  }

  /** Looks at every child whose time has come, and says what is due and what of it waits for a person. */
  async look(stopped: () => boolean): Promise<Found> {
    const { store, book } = this.io;
    const now = await store.now();
    const tally = new Tally(now, await book.letGo());
    const due: ChildId[] = [];
    for await (const some of this.judged(now, now)) {
      if (stopped()) return NOTHING;
      const looks = new Map<ChildId, Instant>();
      for (const { child, things } of some) {
        const ripe = things.filter((one) => isRipe(one, now));
        if (ripe.length > 0) due.push(child);
        else looks.set(child, nextLook(things, now));
        ripe.forEach((one) => tally.add(one));
      }
      await book.lookAgain(looks);
    }
    return { due, ...(due.length > 0 ? tally.result(await book.standing(), await book.lastRound()) : NOTHING_WAITS) };
  }

  /**
   * Erases what is due of these children and waits for nobody, each judged again right before. Answers how many events of
   * each feed went.
   */
  async erase({ due, waiting, letGo }: Found, stopped: () => boolean): Promise<ReadonlyMap<FeedId, number>> {
    const { store, directory, agreements, children, book } = this.io;
    const gone = new Map<FeedId, number>();
    const view = await directory.current();
    for (const child of due) {
      if (stopped()) break;
      const now = await store.now();
      const [known] = await children.of([child], { view, now });
      if (!known) continue;
      const things = judge(known, policyBy(view, agreements), now).things;
      const ripe = things.filter((one) => isRipe(one, now));
      const free = ripe.filter((one) =>
        [...one.feeds.keys()].every((feed) => !waiting.has(feed) || isLetGo(one, letGo.get(feed))),
      );
      for (const [stream, ones] of Map.groupBy(free, (one) => one.stream)) {
        const feeds = await this.eraseOf(stream, ones);
        for (const [feed, events] of feeds) gone.set(feed, (gone.get(feed) ?? 0) + events);
      }
      if (free.length === ripe.length) await book.lookAgain(new Map([[child, nextLook(things, now)]]));
    }
    return gone;
  }

  private async eraseOf(stream: StreamId, things: readonly Judged[]): Promise<ReadonlyMap<FeedId, number>> {
    const feeds = new Map<FeedId, number>();
    for (const [feed, events] of things.flatMap((one) => [...one.feeds])) {
      feeds.set(feed, (feeds.get(feed) ?? 0) + events);
    }
    const versions = things.flatMap((one) => one.versions).sort((a, b) => a - b);
    await this.io.store.eraseSeveral(stream, versions, 'holding', (tx, erasure) =>
      this.io.book.erased(tx, erasure, feeds),
    );
    return feeds;
  }
}

/** When the first thing that is still held may go, a month from now at the latest. */
function nextLook(things: readonly Judged[], now: Instant): Instant {
  const ahead = things.flatMap((one) => goesAtOf(one) ?? []).filter((at) => at > now);
  return ahead.reduce((a, b) => (a < b ? a : b), plusMillis(now, LOOK_AT_LEAST));
}
