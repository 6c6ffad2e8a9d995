import { type FeedId, isUuid, Problem } from '@tributary/kernel';
import type { Mappings } from '../mapping/mappings';
import type { FeedInfo, FeedRegistry, Formats } from '../pipeline/ports';
import { feedOf } from '../pipeline/queue';
import type { Deliveries } from '../storage/deliveries';
import { noSuchRun, type Run } from './run';
import type { RunQueue } from './run-queue';
import type { Runs } from './runs';

/** Milliseconds between looks at a run that another process works on. */
const LOOK_EVERY = 250;

type Parts = Readonly<{
  runs: Runs;
  queue: RunQueue;
  feeds: FeedRegistry;
  formats: Formats;
  deliveries: Deliveries;
  mappings: Mappings;
  /** Failed deliveries went back into the queue. */
  requeued: () => void;
}>;
export type Asked = Readonly<{ startedBy: string; code?: string }>;

/** Sends much again at once, in the background: started, looked at, stopped and taken up again by people. */
export class Redrives {
  constructor(private readonly parts: Parts) {}

  /** Parked records of a feed, or those of one reason; without a reason its failed deliveries too. */
  async parked(feedId: string, { startedBy, code }: Asked): Promise<Run> {
    const { runs, deliveries, requeued } = this.parts;
    const feed = await feedOf(this.parts.feeds, feedId);
    const again = code === undefined ? await deliveries.requeueFailed(feed.id) : 0;
    if (again > 0) requeued();
    const run = { feed: feed.id, kind: 'parked', startedBy, requeued: again, ...(code ? { code } : {}) } as const;
    return this.begun(await runs.start(run));
  }

  /** What the feed delivered and is still held, by the mapping in force now. Throws a Problem where it has none. */
  async mapping(feedId: string, startedBy: string): Promise<Run> {
    const { feed, version } = await this.mapped(feedId);
    const { id } = feed;
    return this.begun(
      await this.parts.runs.start({ feed: id, kind: 'mapping', mapping: version, startedBy, requeued: 0 }),
    );
  }

  /** How many deliveries that are still held another version of the mapping read. */
  async readBefore(feedId: string): Promise<number> {
    const feed = await feedOf(this.parts.feeds, feedId);
    const current = this.parts.formats(feed.format).mapped ? await this.parts.mappings.inForce(feed.id) : undefined;
    return current ? this.parts.runs.readBefore(feed.id, current.version) : 0;
  }

  of(feed: FeedId, limit: number): Promise<readonly Run[]> {
    return this.parts.runs.of(feed, limit);
  }

  /** Throws a Problem where the feed has no such run; so do the others. */
  async one(feed: FeedId, id: string): Promise<Run> {
    return this.parts.runs.one(feed, known(id));
  }

  async stop(feed: FeedId, id: string): Promise<Run> {
    return this.parts.runs.stop(feed, known(id));
  }

  async resume(feed: FeedId, id: string): Promise<Run> {
    return this.begun(await this.parts.runs.resume(feed, known(id)));
  }

  /** Works on a run until it runs no more, or follows whoever does; `look` hears how far it has come. */
  async follow({ feed, id }: Pick<Run, 'feed' | 'id'>, look?: (run: Run) => void): Promise<Run> {
    for (;;) {
      const worked = await this.parts.queue.workOne(id);
      const run = await this.one(feed, id);
      look?.(run);
      if (run.state !== 'running') return run;
      if (!worked) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }

  private begun(run: Run): Run {
    this.parts.queue.nudge();
    return run;
  }

  private async mapped(feedId: string): Promise<Readonly<{ feed: FeedInfo; version: number }>> {
    const { formats, mappings, feeds } = this.parts;
    const feed = await feedOf(feeds, feedId);
    const current = formats(feed.format).mapped ? await mappings.inForce(feed.id) : undefined;
    if (current) return { feed, version: current.version };
    throw new Problem(
      'feed-not-mapped',
      409,
      'There is no mapping to read by',
      'Only a feed that is read by a mapping, and has one in force, can be read anew.',
    );
  }
}

function known(id: string): string {
  if (!isUuid(id)) throw noSuchRun();
  return id;
}
