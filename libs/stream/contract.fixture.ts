import { createHash } from 'node:crypto';
import {
  type CommittedFeed,
  comparePositions,
  type FeedPosition,
  formatPosition,
  type SealedRecord,
  type Token,
} from '@tributary/kernel';
import type { SealedBatch, StreamPort, Subscription } from './port';

const token = (name: string): Token => createHash('sha256').update(name).digest('hex').slice(0, 32) as Token;

/** Record number `n` of the load: one of 40 children, each with its own stream. */
export function record(n: number): SealedRecord {
  const child = `child-${n % 40}`;
  return {
    at: { generation: 1, tx: 100 + Math.floor(n / 7), position: n + 1 },
    streamToken: token(`stream of ${child}`),
    childToken: token(child),
    version: Math.floor(n / 40) + 1,
    keyId: '00000000-0000-4000-8000-000000000000',
    hash: Buffer.alloc(32, n % 256),
    body: Buffer.from(`sealed ${n}`),
  };
}

/** A committed feed that a spec fills. */
export class FakeFeed implements CommittedFeed {
  readonly records: SealedRecord[] = [];
  private readonly wakers = new Set<() => void>();

  add(records: readonly SealedRecord[]): void {
    this.records.push(...records);
    for (const wake of this.wakers) wake();
  }
  async read(after: FeedPosition, limit: number): Promise<{ records: readonly SealedRecord[]; pending: boolean }> {
    const found = this.records.filter((r) => comparePositions(r.at, after) > 0).slice(0, limit);
    return { records: found, pending: false };
  }
  async head(): Promise<FeedPosition> {
    return this.records.at(-1)?.at ?? { generation: 0, tx: 0, position: 0 };
  }
  async generation(): Promise<number> {
    return 1;
  }
  onCommitted(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }
}

/** What one subscriber was given, and the checkpoints it would keep. */
export class Recorder {
  readonly batches: SealedBatch[] = [];
  private readonly checkpoints = new Map<number, FeedPosition>();

  get seen(): string[] {
    return this.batches.flatMap((batch) => batch.records.map((r) => formatPosition(r.at)));
  }
  take(batch: SealedBatch): void {
    this.batches.push(batch);
    const last = batch.records.at(-1);
    if (last) this.checkpoints.set(batch.partition, last.at);
  }
  subscription(group: string): Subscription {
    return {
      group,
      topics: ['child-events'],
      batchSize: 50,
      resumeAfter: async (partition) => this.checkpoints.get(partition) ?? { generation: 0, tx: 0, position: 0 },
    };
  }
}

/** How a spec fills the stream under test. */
export type Harness = Readonly<{
  stream: StreamPort;
  add(records: readonly SealedRecord[]): Promise<void>;
  close(): Promise<void>;
}>;

const all = (from: number, to: number): SealedRecord[] => Array.from({ length: to - from }, (_, i) => record(from + i));
const positions = (records: readonly SealedRecord[]): string[] => records.map((r) => formatPosition(r.at)).sort();

/** What every stream keeps. `make` gives a fresh one. */
export function streamContract(make: () => Promise<Harness>): void {
  let harness: Harness;
  let groups = 0;
  const group = (): string => `contract-${process.pid}-${Date.now()}-${(groups += 1)}`;
  beforeEach(async () => (harness = await make()));
  afterEach(async () => harness.close());

  it('gives every record, and those of a child in order', async () => {
    const recorder = new Recorder();
    await harness.add(all(0, 500));
    const running = await harness.stream.subscribe(recorder.subscription(group()), async (batch) =>
      recorder.take(batch),
    );
    await harness.add(all(500, 1_000));
    await running.whenCaughtUp({ timeoutMs: 60_000 });
    await running.stop();
    expect([...new Set(recorder.seen)].sort()).toEqual(positions(all(0, 1_000)));
    for (const [, own] of Map.groupBy(
      recorder.batches.flatMap((b) => b.records),
      (r) => r.childToken,
    )) {
      const places = own.map((r) => r.at.position);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    }
    for (const batch of recorder.batches) {
      for (const one of batch.records) expect(harness.stream.partitionOf(one)).toBe(batch.partition);
    }
  });

  it('hands over what it was given, bit for bit', async () => {
    const recorder = new Recorder();
    await harness.add([record(3)]);
    const running = await harness.stream.subscribe(recorder.subscription(group()), async (batch) =>
      recorder.take(batch),
    );
    await running.whenCaughtUp({ timeoutMs: 60_000 });
    await running.stop();
    expect(recorder.batches[0]?.records).toEqual([record(3)]);
  });

  it('goes on after a restart where the group was, and loses nothing', async () => {
    const recorder = new Recorder();
    const name = group();
    await harness.add(all(0, 200));
    const first = await harness.stream.subscribe(recorder.subscription(name), async (batch) => recorder.take(batch));
    await first.whenCaughtUp({ timeoutMs: 60_000 });
    await first.stop();
    await harness.add(all(200, 400));
    const second = await harness.stream.subscribe(recorder.subscription(name), async (batch) => recorder.take(batch));
    await second.whenCaughtUp({ timeoutMs: 60_000 });
    expect(await second.lag()).toBe(0);
    await second.stop();
    expect([...recorder.seen].sort()).toEqual(positions(all(0, 400)));
  });

  it('gives a batch again that its handler threw back, and nothing past it before', async () => {
    const recorder = new Recorder();
    let refusals = 3;
    await harness.add(all(0, 100));
    const running = await harness.stream.subscribe(recorder.subscription(group()), async (batch) => {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('not now');
      }
      recorder.take(batch);
    });
    await running.whenCaughtUp({ timeoutMs: 60_000 });
    await running.stop();
    expect(refusals).toBe(0);
    expect([...recorder.seen].sort()).toEqual(positions(all(0, 100)));
  });

  it('finishes the batch in hand before it stops', async () => {
    const recorder = new Recorder();
    await harness.add(all(0, 10));
    let begun: () => void = () => undefined;
    const inHand = new Promise<void>((resolve) => (begun = resolve));
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const running = await harness.stream.subscribe(recorder.subscription(group()), async (batch) => {
      begun();
      await gate;
      recorder.take(batch);
    });
    await inHand;
    const stopped = running.stop();
    release();
    await stopped;
    expect(recorder.batches.length).toBeGreaterThan(0);
  });
}
