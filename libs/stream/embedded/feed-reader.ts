import { type CommittedFeed, comparePositions, type FeedPosition, type SealedRecord } from '@tributary/kernel';
import type { BatchControl, BatchHandler, Subscription } from '../port';
import { Sleeper } from '../sleeper';

/** While rows lie above the horizon nobody wakes us when it moves (architecture §4.12). */
const PENDING_POLL = 50;
const IDLE_POLL = 1_000;
const BATCH = 1_000;
const FIRST_BACKOFF = 50;
const LAST_BACKOFF = 5_000;

type Source = Readonly<{
  feed: CommittedFeed;
  partitions: number;
  partitionOf(record: SealedRecord): number;
}>;

/** One group's way along the feed: read, split by partition, hand on, go on. */
export class FeedReader {
  private cursor: FeedPosition = { generation: 0, tx: 0, position: 0 };
  private done: FeedPosition[] = [];
  private stopping = false;
  private loop: Promise<void> = Promise.resolve();
  private readonly sleeper = new Sleeper();
  private waiting = new Set<() => void>();

  constructor(
    private readonly source: Source,
    private readonly subscription: Subscription,
    private readonly handle: BatchHandler,
    private readonly order?: <T>(items: readonly T[]) => T[],
  ) {}

  async start(): Promise<void> {
    const partitions = Array.from({ length: this.source.partitions }, (_, partition) => partition);
    this.subscription.onAssigned?.(partitions);
    this.done = await Promise.all(partitions.map((partition) => this.subscription.resumeAfter(partition)));
    this.cursor = this.done.reduce((least, at) => (comparePositions(at, least) < 0 ? at : least));
    this.loop = this.run();
  }

  wake(): void {
    this.sleeper.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.sleeper.wake();
    await this.loop;
  }

  async lag(): Promise<number> {
    return Math.max(0, (await this.source.feed.head()).position - this.cursor.position);
  }

  /** Caught up: a read begun after the call found nothing left, and nothing pending. */
  async whenCaughtUp(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const what = `${this.subscription.group} did not catch up within ${timeoutMs} ms`;
      timer = setTimeout(() => reject(new Error(what)), timeoutMs);
    });
    const reached = new Promise<void>((resolve) => this.waiting.add(resolve));
    this.sleeper.wake();
    try {
      await Promise.race([reached, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async run(): Promise<void> {
    let next: Promise<Read> | undefined;
    while (!this.stopping) {
      const { records, pending, waiting } = await (next ?? this.read(this.cursor));
      next = undefined;
      const last = records.at(-1);
      if (!last) {
        if (!pending) this.reached(waiting);
        await this.sleeper.sleep(pending ? PENDING_POLL : IDLE_POLL);
        continue;
      }
      next = this.read(last.at);
      await this.deliver(records);
      this.cursor = last.at;
    }
  }

  /** Never throws: a database that is away is asked again, for as long as it takes. */
  private async read(after: FeedPosition): Promise<Read> {
    for (let backoff = FIRST_BACKOFF; ; backoff = Math.min(2 * backoff, LAST_BACKOFF)) {
      const waiting = [...this.waiting];
      try {
        const limit = this.subscription.batchSize ?? BATCH;
        return { ...(await this.source.feed.read(after, limit)), waiting };
      } catch {
        if (this.stopping) return { records: [], pending: true, waiting: [] };
        await this.sleeper.sleep(backoff);
      }
    }
  }

  private reached(waiting: readonly (() => void)[]): void {
    for (const resolve of waiting) {
      resolve();
      this.waiting.delete(resolve);
    }
  }

  private async deliver(records: readonly SealedRecord[]): Promise<void> {
    const batches = Map.groupBy(
      records.filter((record) => this.isWanted(record)),
      (r) => this.source.partitionOf(r),
    );
    const partitions = [...batches.keys()];
    for (const partition of this.order ? this.order(partitions) : partitions) {
      const fresh = (batches.get(partition) ?? []).filter((r) => comparePositions(r.at, this.doneIn(partition)) > 0);
      if (fresh.length > 0) await this.handOver(partition, fresh);
    }
  }

  private doneIn(partition: number): FeedPosition {
    return this.done[partition] ?? this.cursor;
  }

  private isWanted(record: SealedRecord): boolean {
    return this.subscription.topics.includes(record.childToken ? 'child-events' : 'practice-events');
  }

  private async handOver(partition: number, records: readonly SealedRecord[]): Promise<void> {
    const control: BatchControl = { heartbeat: async () => undefined, alive: () => !this.stopping };
    for (let backoff = FIRST_BACKOFF; !this.stopping; backoff = Math.min(2 * backoff, LAST_BACKOFF)) {
      try {
        await this.handle({ partition, records }, control);
        this.done[partition] = records.at(-1)?.at ?? this.doneIn(partition);
        return;
      } catch {
        // The handler says in its own log and readiness what is wrong; the batch is given again.
        await this.sleeper.sleep(backoff);
      }
    }
  }
}

type Read = Readonly<{ records: readonly SealedRecord[]; pending: boolean; waiting: readonly (() => void)[] }>;
