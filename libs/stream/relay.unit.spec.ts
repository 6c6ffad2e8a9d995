import { FEED_START, type FeedPosition, formatPosition, type SealedRecord } from '@tributary/kernel';
import { FakeFeed, record } from './contract.fixture';
import type { StreamPort } from './port';
import { Relay } from './relay';

const records = (from: number, to: number): SealedRecord[] =>
  Array.from({ length: to - from }, (_, n) => record(from + n));
const places = (all: readonly SealedRecord[]): string[] => all.map((one) => formatPosition(one.at));

/** A stream that keeps what it is sent, and refuses when told to. */
class FakeStream implements Pick<StreamPort, 'publish'> {
  readonly taken: SealedRecord[] = [];
  refuse: (send: number) => boolean = () => false;
  private sends = 0;

  async publish(batch: readonly SealedRecord[]): Promise<void> {
    if (this.refuse((this.sends += 1))) {
      // As a broker that died in the middle: half of it stands.
      this.taken.push(...batch.slice(0, batch.length / 2));
      throw new Error('the broker is away');
    }
    this.taken.push(...batch);
  }
}

class FakeCheckpoint {
  at: FeedPosition = FEED_START;
  saves = 0;
  async load(): Promise<FeedPosition> {
    return this.at;
  }
  async save(from: FeedPosition, to: FeedPosition): Promise<void> {
    if (formatPosition(from) !== formatPosition(this.at)) throw new Error('another relay moved it');
    this.at = to;
    this.saves += 1;
  }
}

const setUp = (checkpoint = new FakeCheckpoint(), feed = new FakeFeed(), stream = new FakeStream()) => {
  const troubles: unknown[] = [];
  const relay = new Relay({
    feed,
    stream: stream as unknown as StreamPort,
    checkpoint,
    batchSize: 10,
    onTrouble: (error) => troubles.push(error),
  });
  return { relay, feed, stream, checkpoint, troubles };
};

describe('the relay', () => {
  it('carries what stands and what comes, in feed order, each once', async () => {
    const { relay, feed, stream, checkpoint } = setUp();
    feed.add(records(0, 95));
    relay.start();
    await relay.whenCaughtUp({ timeoutMs: 5_000 });
    feed.add(records(95, 120));
    await relay.whenCaughtUp({ timeoutMs: 5_000 });
    expect(await relay.lag()).toBe(0);
    await relay.stop();
    expect(places(stream.taken)).toEqual(places(records(0, 120)));
    expect(checkpoint.at).toEqual(record(119).at);
  });

  it('begins again at its checkpoint when a send fails, and sends nothing past it', async () => {
    const { relay, feed, stream, troubles } = setUp();
    stream.refuse = (send) => send === 3 || send === 4;
    feed.add(records(0, 60));
    relay.start();
    await relay.whenCaughtUp({ timeoutMs: 5_000 });
    await relay.stop();
    expect(troubles).toHaveLength(2);
    const first = places(stream.taken).filter((place, n, all) => all.indexOf(place) === n);
    expect(first).toEqual(places(records(0, 60)));
  });

  it('sends again what was sent but not yet noted when it was killed', async () => {
    const before = setUp();
    before.feed.add(records(0, 30));
    before.checkpoint.save = async () => Promise.reject(new Error('killed'));
    before.relay.start();
    await before.feed.head();
    while (before.stream.taken.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await before.relay.stop();
    const after = setUp(new FakeCheckpoint(), before.feed, before.stream);
    after.relay.start();
    await after.relay.whenCaughtUp({ timeoutMs: 5_000 });
    await after.relay.stop();
    expect(new Set(places(after.stream.taken))).toEqual(new Set(places(records(0, 30))));
  });

  it('beside a second relay only sends twice, and both come to the end', async () => {
    const one = setUp();
    const two = setUp(one.checkpoint, one.feed, one.stream);
    one.feed.add(records(0, 200));
    one.relay.start();
    two.relay.start();
    await one.relay.whenCaughtUp({ timeoutMs: 5_000 });
    await two.relay.whenCaughtUp({ timeoutMs: 5_000 });
    await Promise.all([one.relay.stop(), two.relay.stop()]);
    expect(new Set(places(one.stream.taken))).toEqual(new Set(places(records(0, 200))));
    expect(one.checkpoint.at).toEqual(record(199).at);
  });

  it('finishes the batch in hand when stopped', async () => {
    const { relay, feed, stream, checkpoint } = setUp();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const publish = stream.publish.bind(stream);
    let begun: () => void = () => undefined;
    const sending = new Promise<void>((resolve) => (begun = resolve));
    stream.publish = async (batch) => {
      begun();
      await gate;
      await publish(batch);
    };
    feed.add(records(0, 30));
    relay.start();
    await sending;
    const stopped = relay.stop();
    release();
    await stopped;
    expect(stream.taken).toHaveLength(10);
    expect(checkpoint.at).toEqual(record(9).at);
  });
});
