import { type CommittedFeed, comparePositions, type FeedPosition, type SealedRecord } from '@tributary/kernel';
import type { StreamPort } from './port';
import { Sleeper } from './sleeper';

/** Where the relay stands. `save` throws where another relay moved it: then this one reads where it stands now. */
export interface RelayCheckpoint {
  load(): Promise<FeedPosition>;
  save(from: FeedPosition, to: FeedPosition): Promise<void>;
}

type Options = Readonly<{
  feed: CommittedFeed;
  stream: StreamPort;
  checkpoint: RelayCheckpoint;
  batchSize?: number;
  /** Told of each failure; the relay goes on by itself. */
  onTrouble?: (error: unknown) => void;
  /** How many records, and when their sending began (milliseconds, as `Date.now()`). */
  onSent?: (count: number, began: number) => void;
}>;

const BATCH = 4_000;
const PENDING_POLL = 50;
const IDLE_POLL = 1_000;
const FIRST_BACKOFF = 100;
const LAST_BACKOFF = 5_000;

/**
 * Carries the committed feed to the stream, in order: the next batch is read while one is sent, and none is sent past a
 * failed one. At least once: what was sent before a crash is sent again, and consumers skip it by its position.
 */
export class Relay {
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();
  private readonly sleeper = new Sleeper();
  private unlisten: () => void = () => undefined;
  /** The last position known to be on the stream and in the checkpoint. */
  position: FeedPosition = { generation: 0, tx: 0, position: 0 };

  constructor(private readonly options: Options) {}

  start(): void {
    this.unlisten = this.options.feed.onCommitted(() => this.sleeper.wake());
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unlisten();
    this.sleeper.wake();
    await this.loop;
  }

  /** Records committed and not yet sent. */
  async lag(): Promise<number> {
    return Math.max(0, (await this.options.feed.head()).position - this.position.position);
  }

  async whenCaughtUp({ timeoutMs }: { timeoutMs: number }): Promise<void> {
    const goal = await this.options.feed.head();
    const end = Date.now() + timeoutMs;
    this.sleeper.wake();
    while (comparePositions(this.position, goal) < 0) {
      if (Date.now() > end) throw new Error(`the relay did not catch up within ${timeoutMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private async run(): Promise<void> {
    let backoff = FIRST_BACKOFF;
    while (!this.stopping) {
      try {
        this.position = await this.options.checkpoint.load();
        await this.carry(() => (backoff = FIRST_BACKOFF));
      } catch (error) {
        this.options.onTrouble?.(error);
        await this.sleeper.sleep(backoff);
        backoff = Math.min(2 * backoff, LAST_BACKOFF);
      }
    }
  }

  /** Returns when stopping; throws at the first failure, with nothing sent past it. */
  private async carry(wentWell: () => void): Promise<void> {
    let next = this.read(this.position);
    while (!this.stopping) {
      const { records, pending } = await next;
      const last = records.at(-1);
      if (!last) {
        await this.sleeper.sleep(pending ? PENDING_POLL : IDLE_POLL);
        next = this.read(this.position);
        continue;
      }
      next = this.read(last.at);
      // A read ahead that fails is met when it is waited for, not before.
      next.catch(() => undefined);
      await this.send(records, last.at);
      wentWell();
    }
    await next.catch(() => undefined);
  }

  private async send(records: readonly SealedRecord[], to: FeedPosition): Promise<void> {
    const began = Date.now();
    await this.options.stream.publish(records);
    await this.options.checkpoint.save(this.position, to);
    this.position = to;
    this.options.onSent?.(records.length, began);
  }

  private read(after: FeedPosition): ReturnType<CommittedFeed['read']> {
    return this.options.feed.read(after, this.options.batchSize ?? BATCH);
  }
}
