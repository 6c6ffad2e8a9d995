import { type Acknowledgement, FEED_PROBLEMS } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import type { Receipt } from '../domain/receipt';
import type { Incoming } from '../pipeline/spool';

/** One message on its way. */
export type Waiting = Readonly<{
  bytes: Buffer;
  /** One of many old updates. */
  history: boolean;
}>;
type Entry = Waiting & Readonly<{ done: (code: Acknowledgement) => void }>;

/** Where deliveries go; what goes wrong is told without a word of any message. */
export type Taker = Readonly<{
  receive(feed: string, incoming: Incoming): Promise<Pick<Receipt, 'id'>>;
  failed(feed: string, error: unknown): void;
}>;

/** Messages and bytes of one delivery. */
const MOST = 500;
const MOST_BYTES = 512 * 1024;
const MEDIA_TYPE = 'application/hl7-v2';

/**
 * Commits a feed's messages in groups: while one group is made durable the next gathers, so that a hundred senders that
 * each wait for their answer cost few commits. Messages go in the order they came, one group after the other.
 */
export class Lane {
  private waiting: Entry[] = [];
  private running = false;

  constructor(
    private readonly feed: string,
    private readonly taker: Taker,
  ) {}

  /** Resolves once the message is durable, or to be sent again, or can never be kept. */
  async take(message: Waiting): Promise<Acknowledgement> {
    return new Promise((done) => {
      this.waiting.push({ ...message, done });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    // Whatever else came with the same turn of the loop goes along.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const group = this.next();
      const codes = await this.deliver(group);
      group.forEach((entry, at) => entry.done(codes[at] ?? 'AR'));
    }
    this.running = false;
  }

  private next(): readonly Entry[] {
    const [first] = this.waiting;
    if (first && isBatch(first)) return this.waiting.splice(0, 1);
    let [count, bytes] = [0, 0];
    for (const entry of this.waiting) {
      bytes += entry.bytes.length + 1;
      const full = count === MOST || bytes > MOST_BYTES;
      if (count > 0 && (full || entry.history !== first?.history || isBatch(entry))) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  /** A message alone cannot be refused for what stands in it: it is parked. A batch can, so it is read before its answer. */
  private async deliver(group: readonly Waiting[]): Promise<readonly Acknowledgement[]> {
    try {
      await this.taker.receive(this.feed, deliveryOf(group));
      return group.map(() => 'AA');
    } catch (error) {
      if (!isUnreadable(error)) return this.later(group, error);
      return group.map(() => 'AE');
    }
  }

  private later(group: readonly Waiting[], error: unknown): readonly Acknowledgement[] {
    this.taker.failed(this.feed, error);
    return group.map(() => 'AR');
  }
}

/** It holds batch headers or trailers, which count messages and can be wrong as a whole. */
const isBatch = ({ bytes }: Waiting): boolean => /[\r\n][ \t]*[BF][HT]S/.test(bytes.toString('latin1'));

const BREAK = Buffer.from('\r');
function deliveryOf(group: readonly Waiting[]): Incoming {
  const bytes = Buffer.concat(group.flatMap((one) => [one.bytes, BREAK]));
  const body = (async function* () {
    yield bytes;
  })();
  const [first] = group;
  const deferred = first && !isBatch(first) ? { deferred: true as const } : {};
  return { body, mediaType: MEDIA_TYPE, backfill: first?.history === true, length: bytes.length, ...deferred };
}

/** Something in the message itself, which no second try can mend. */
const isUnreadable = (error: unknown): boolean => error instanceof Problem && Object.hasOwn(FEED_PROBLEMS, error.code);
