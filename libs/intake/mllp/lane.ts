import { type Acknowledgement, FEED_PROBLEMS } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import type { Receipt } from '../domain/receipt';
import type { Incoming } from '../pipeline/spool';

/** One message on its way. */
export type Waiting = Readonly<{ bytes: Buffer; /** One of many old updates. */ history: boolean }>;
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
    const history = this.waiting[0]?.history;
    let [count, bytes] = [0, 0];
    for (const entry of this.waiting) {
      bytes += entry.bytes.length + 1;
      if (count > 0 && (count === MOST || bytes > MOST_BYTES || entry.history !== history)) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  /** Where the group as a whole is refused for what stands in it, each is tried alone: one bad one stops no other. */
  private async deliver(group: readonly Waiting[]): Promise<readonly Acknowledgement[]> {
    try {
      await this.taker.receive(this.feed, deliveryOf(group));
      return group.map(() => 'AA');
    } catch (error) {
      if (!isUnreadable(error)) return this.later(group, error);
      if (group.length === 1) return ['AE'];
      const codes: Acknowledgement[] = [];
      for (const one of group) codes.push(...(await this.deliver([one])));
      return codes;
    }
  }

  private later(group: readonly Waiting[], error: unknown): readonly Acknowledgement[] {
    this.taker.failed(this.feed, error);
    return group.map(() => 'AR');
  }
}

const BREAK = Buffer.from('\r');
function deliveryOf(group: readonly Waiting[]): Incoming {
  const bytes = Buffer.concat(group.flatMap((one) => [one.bytes, BREAK]));
  const body = (async function* () {
    yield bytes;
  })();
  return { body, mediaType: MEDIA_TYPE, backfill: group[0]?.history === true, length: bytes.length };
}

/** Something in the message itself, which no second try can mend. */
const isUnreadable = (error: unknown): boolean => error instanceof Problem && Object.hasOwn(FEED_PROBLEMS, error.code);
