import { setTimeout as pause } from 'node:timers/promises';
import type { ReaderContext } from '@tributary/sign-in';
import type { Redrives } from '../again/redrives';
import type { Run } from '../again/run';
import type { FeedRegistry } from '../pipeline/ports';
import { managedFeed, ownFeed } from './own-feed';

/** Runs of a feed that a list shows. */
const LISTED = 20;
/** Milliseconds that whoever begins one waits for its end, as readers wait for their own write, and between looks. */
const WAIT = 2_000;
const LOOK_EVERY = 50;

/** Much that is sent again at once, for whoever looks after the feed; what is read anew, for its manager alone. */
export class RedriveDesk {
  constructor(
    private readonly redrives: Pick<Redrives, 'parked' | 'mapping' | 'readBefore' | 'of' | 'one' | 'stop' | 'resume'>,
    private readonly feeds: FeedRegistry,
  ) {}

  /** Those parked for one reason where it is named, else all, and failed deliveries with them. */
  async start(reader: ReaderContext, id: string, code?: string): Promise<Run> {
    const feed = await ownFeed(this.feeds, reader, id);
    const run = await this.redrives.parked(feed.id, {
      startedBy: nameOf(reader),
      ...(code === undefined ? {} : { code }),
    });
    return this.ended(run);
  }

  /** As it stands when it ends, or when it has been waited for long enough. */
  private async ended(begun: Run): Promise<Run> {
    const until = performance.now() + WAIT;
    let run = begun;
    while (run.state === 'running' && performance.now() < until) {
      await pause(LOOK_EVERY);
      run = await this.redrives.one(run.feed, run.id);
    }
    return run;
  }

  /** What the feed delivered while its bytes are held, by the mapping in force. */
  async readAnew(reader: ReaderContext, id: string): Promise<Run> {
    const { feed } = await managedFeed(this.feeds, reader, id);
    return this.redrives.mapping(feed.id, nameOf(reader));
  }

  /** How many held deliveries were read by another version of the mapping. */
  async readBefore(reader: ReaderContext, id: string): Promise<number> {
    const { feed } = await managedFeed(this.feeds, reader, id);
    return this.redrives.readBefore(feed.id);
  }

  /** Newest first. */
  async all(reader: ReaderContext, id: string): Promise<readonly Run[]> {
    return this.redrives.of((await ownFeed(this.feeds, reader, id)).id, LISTED);
  }

  async one(reader: ReaderContext, id: string, run: string): Promise<Run> {
    return this.redrives.one((await ownFeed(this.feeds, reader, id)).id, run);
  }

  /** What it has done stands; the rest waits until it is taken up again. */
  async stop(reader: ReaderContext, id: string, run: string): Promise<Run> {
    return this.redrives.stop((await ownFeed(this.feeds, reader, id)).id, run);
  }

  async resume(reader: ReaderContext, id: string, run: string): Promise<Run> {
    return this.redrives.resume((await ownFeed(this.feeds, reader, id)).id, run);
  }
}

const nameOf = (reader: ReaderContext): string => (reader.kind === 'agency' ? reader.client : reader.practitioner);
