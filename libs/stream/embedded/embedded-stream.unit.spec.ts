import { FakeFeed, Recorder, record, streamContract } from '../contract.fixture';
import { EmbeddedStream } from './embedded-stream';

const harness = (partitions: number, shuffleSeed?: number) => async () => {
  const feed = new FakeFeed();
  const stream = new EmbeddedStream({ feed, partitions, ...(shuffleSeed === undefined ? {} : { shuffleSeed }) });
  return {
    stream,
    add: async (records: Parameters<FakeFeed['add']>[0]) => feed.add(records),
    close: () => stream.close(),
  };
};

describe('the embedded stream', () => {
  describe('in one partition', () => streamContract(harness(1)));
  describe('in eight, interleaved by a seed', () => streamContract(harness(8, 42)));

  it('does not read a child’s order into other children’s', async () => {
    const { stream, add, close } = await harness(8, 42)();
    const recorder = new Recorder();
    await add(Array.from({ length: 400 }, (_, n) => record(n)));
    const running = await stream.subscribe(recorder.subscription('g'), async (batch) => recorder.take(batch));
    await running.whenCaughtUp({ timeoutMs: 5_000 });
    await close();
    const order = recorder.batches.flatMap((b) => b.records.map((r) => r.at.position));
    expect(order).not.toEqual([...order].sort((a, b) => a - b));
  });

  it('refuses a second subscriber of a group', async () => {
    const { stream, close } = await harness(1)();
    const recorder = new Recorder();
    await stream.subscribe(recorder.subscription('g'), async () => undefined);
    await expect(stream.subscribe(recorder.subscription('g'), async () => undefined)).rejects.toThrow('already');
    await close();
  });

  it('goes on by itself when the feed was away', async () => {
    const feed = new FakeFeed();
    const stream = new EmbeddedStream({ feed });
    let away = true;
    const read = feed.read.bind(feed);
    feed.read = async (after, limit) => {
      if (away) throw new Error('connection lost');
      return read(after, limit);
    };
    const recorder = new Recorder();
    const running = await stream.subscribe(recorder.subscription('g'), async (batch) => recorder.take(batch));
    feed.add([record(0)]);
    away = false;
    await running.whenCaughtUp({ timeoutMs: 10_000 });
    expect(recorder.seen).toHaveLength(1);
    await stream.close();
  });
});
