import { buffer } from 'node:stream/consumers';
import { Problem } from '@tributary/kernel';
import type { Incoming } from '../pipeline/spool';
import { Lane } from './lane';

type Delivered = Readonly<{ messages: string[]; backfill: boolean }>;

/** Takes all but what `refuse` throws for. */
class Taken {
  readonly deliveries: Delivered[] = [];
  readonly failures: unknown[] = [];

  constructor(private readonly refuse: (messages: readonly string[]) => void = () => undefined) {}

  async receive(_feed: string, { body, backfill }: Incoming): Promise<{ id: string }> {
    const messages = (await buffer(body)).toString().split('\r').filter(Boolean);
    this.refuse(messages);
    this.deliveries.push({ messages, backfill });
    return { id: 'd' };
  }
  failed(_feed: string, error: unknown): void {
    this.failures.push(error);
  }
}
const send = (lane: Lane, ...messages: (string | [string, boolean])[]) =>
  Promise.all(
    messages.map((one) => {
      const [text, history] = typeof one === 'string' ? [one, false] : one;
      return lane.take({ bytes: Buffer.from(text), history });
    }),
  );

describe('messages on their way into a feed', () => {
  it('are committed together, in their order', async () => {
    const taken = new Taken();
    const lane = new Lane('pas', taken);
    expect(await send(lane, 'a', 'b', 'c')).toEqual(['AA', 'AA', 'AA']);
    expect(await send(lane, 'd')).toEqual(['AA']);
    expect(taken.deliveries.map(({ messages }) => messages)).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('are never more in one delivery than are dealt with at once', async () => {
    const taken = new Taken();
    await send(new Lane('pas', taken), ...Array.from({ length: 1_001 }, (_, at) => `m${at}`));
    expect(taken.deliveries.map(({ messages }) => messages.length)).toEqual([500, 500, 1]);
    const large = new Taken();
    await send(new Lane('pas', large), 'x'.repeat(400_000), 'y'.repeat(400_000), 'z'.repeat(900_000));
    expect(large.deliveries).toHaveLength(3);
  });

  it('keep history apart from news', async () => {
    const taken = new Taken();
    await send(new Lane('pas', taken), 'a', ['b', true], ['c', true], 'd');
    expect(taken.deliveries).toEqual([
      { messages: ['a'], backfill: false },
      { messages: ['b', 'c'], backfill: true },
      { messages: ['d'], backfill: false },
    ]);
  });

  it('are read before their answer where they hold a batch, which can be refused as a whole', async () => {
    const taken = new Taken((messages) => {
      if (messages.includes('BTS|2')) throw new Problem('hl7-batch-cut-off', 422, 'A batch lacks messages', '…');
    });
    expect(await send(new Lane('pas', taken), 'a', 'b\rBTS|2', 'c', 'd')).toEqual(['AA', 'AE', 'AA', 'AA']);
    expect(taken.deliveries.map(({ messages }) => messages)).toEqual([['a'], ['c', 'd']]);
    expect(taken.failures).toEqual([]);
  });

  it.each([
    ['the database is away', new Error('connection refused')],
    ['the feed has yet to declare itself', new Problem('feed-undeclared', 403, 'Not declared', '…')],
  ])('are asked for again where %s', async (_, error) => {
    let away = true;
    const taken = new Taken(() => {
      if (away) throw error;
    });
    const lane = new Lane('pas', taken);
    expect(await send(lane, 'a', 'b')).toEqual(['AR', 'AR']);
    expect(taken.failures).toEqual([error]);
    away = false;
    expect(await send(lane, 'a', 'b')).toEqual(['AA', 'AA']);
  });
});
