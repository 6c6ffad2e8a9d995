import { setTimeout as pause } from 'node:timers/promises';
import {
  type ChildId,
  type CommittedFeed,
  comparePositions,
  type FeedPosition,
  type SealedRecord,
} from '@tributary/kernel';
import type { Pool } from 'pg';
import { placeOf } from './consumers/places';
import { activeSlot } from './consumers/slots';
import type { Slot } from './consumers/types';

const LOOK_EVERY = 15;
const WAIT_AT_MOST = 2_000;
const BATCH = 1_000;

export type ReadModelsIo = Readonly<{
  pool: Pool;
  feed: CommittedFeed;
  partitionOf(record: Pick<SealedRecord, 'childToken' | 'streamToken'>): number;
  partitionOfChild(child: ChildId): number;
}>;

export type WaitOptions = Readonly<{
  /** Whose events matter; without, those of the append that ended at the position. */
  child?: ChildId;
  /** Milliseconds. Default 2,000. */
  timeoutMs?: number;
}>;

/** What readers ask the runtime: where a read model stands, and whether it has come far enough. */
export class ReadModels {
  constructor(private readonly io: ReadModelsIo) {}

  /** The slot to read a model from now. Ask before each read: a rebuild swaps it. Throws `read-model-not-built`. */
  async activeSlot(name: string): Promise<Slot> {
    return activeSlot(this.io.pool, name);
  }

  /**
   * Resolves true once those read models hold what was appended up to the position, false when the time is over: so that
   * one reads one's own write, in whatever process it is taken in.
   */
  async waitFor(position: FeedPosition, names: readonly string[], options: WaitOptions = {}): Promise<boolean> {
    const until = performance.now() + (options.timeoutMs ?? WAIT_AT_MOST);
    let goals: Goals | undefined;
    for (;;) {
      goals ??= await this.goals(position, names, options.child);
      if (goals && (await this.reached(goals, names))) return true;
      if (performance.now() >= until) return false;
      await pause(LOOK_EVERY);
    }
  }

  /** The last record that matters in each partition; undefined while some transaction before it is open. */
  private async goals(
    position: FeedPosition,
    names: readonly string[],
    child: ChildId | undefined,
  ): Promise<Goals | undefined> {
    if (comparePositions(await this.io.feed.head(), position) < 0) return undefined;
    if (child === undefined) return this.collect({ ...position, position: 0 }, position);
    const partition = this.io.partitionOfChild(child);
    const places = await Promise.all(names.map((name) => this.place(name, partition)));
    const lowest = places.sort(comparePositions)[0] ?? position;
    const goal = (await this.collect(lowest, position)).get(partition);
    return new Map(goal ? [[partition, goal]] : []);
  }

  private async collect(after: FeedPosition, upTo: FeedPosition): Promise<Goals> {
    const goals = new Map<number, FeedPosition>();
    for (let from = after; comparePositions(from, upTo) < 0;) {
      const { records } = await this.io.feed.read(from, BATCH);
      const within = records.filter(({ at }) => comparePositions(at, upTo) <= 0);
      for (const record of within) goals.set(this.io.partitionOf(record), record.at);
      const last = within.at(-1);
      if (!last) break;
      from = last.at;
    }
    return goals;
  }

  private async reached(goals: Goals, names: readonly string[]): Promise<boolean> {
    for (const name of names) {
      for (const [partition, goal] of goals) {
        if (comparePositions(await this.place(name, partition), goal) < 0) return false;
      }
    }
    return true;
  }

  private async place(name: string, partition: number): Promise<FeedPosition> {
    const slot = await activeSlot(this.io.pool, name);
    return placeOf(this.io.pool, { name, slot, partition });
  }
}

type Goals = ReadonlyMap<number, FeedPosition>;
