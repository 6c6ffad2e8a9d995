import type { FeedId, Instant } from '@tributary/kernel';
import { isLetGo, type Judged } from './assess';
import { type LetGo, letGoUntil, type Waiting, waitingFor } from './domain/guard';

/** Why a feed's due events wait, and how many they are of how many that stand. */
export type WaitingFeed = Readonly<{ why: Waiting; due: number; of: number }>;

/** Counts what is due of each feed, apart from what a person let go. */
export class Tally {
  private readonly before = new Map<FeedId, number>();
  private readonly all = new Map<FeedId, number>();

  constructor(
    private readonly now: Instant,
    private readonly said: ReadonlyMap<FeedId, LetGo>,
  ) {}

  add(one: Judged): void {
    for (const [feed, events] of one.feeds) {
      this.all.set(feed, (this.all.get(feed) ?? 0) + events);
      if (isLetGo(one, this.said.get(feed)?.dueBy)) this.before.set(feed, (this.before.get(feed) ?? 0) + events);
    }
  }

  /** What waits, and up to what people's words hold. */
  result(
    standing: ReadonlyMap<FeedId, number>,
    lastRound: Instant | null,
  ): Readonly<{ waiting: ReadonlyMap<FeedId, WaitingFeed>; letGo: ReadonlyMap<FeedId, Instant> }> {
    const waiting = new Map<FeedId, WaitingFeed>();
    const letGo = new Map<FeedId, Instant>();
    for (const [feed, all] of this.all) {
      const seen = this.before.get(feed) ?? 0;
      const until = letGoUntil(this.said.get(feed), seen, this.now);
      if (until) letGo.set(feed, until);
      const asked = { due: until ? all - seen : all, of: standing.get(feed) ?? 0 };
      const why = waitingFor({ ...asked, now: this.now, lastRound });
      if (why) waiting.set(feed, { why, ...asked });
    }
    return { waiting, letGo };
  }
}
