import { createHash, type Hash } from 'node:crypto';
import { instantOf, londonDate, Problem, systemClock, uuidv7 } from '@tributary/kernel';
import type { Arrived, Content, NewDelivery } from '../storage/arrival';
import type { Deliveries } from '../storage/deliveries';
import type { FeedInfo, IntakeLimits, IntakeOptions } from './ports';

const CHUNK = 256 * 1024;

export type Incoming = Readonly<{
  body: AsyncIterable<Uint8Array>;
  mediaType: string;
  /** Idempotency-Key. */
  key?: string;
  backfill: boolean;
  /** Answered as soon as it is durable, and dealt with by the queue, in its feed's order. */
  deferred?: true;
  /** Content-Length, where the sender said. */
  length?: number;
}>;
/** `bytes`: the whole of a small delivery. */
export type Spooled = Arrived & Readonly<{ bytes?: Buffer }>;

/**
 * Makes a delivery durable before anything is made of it: its bytes, sealed, in pieces of 256 KiB. Memory does not
 * grow with the delivery. Throws a Problem where it is too large, and then nothing of it stays.
 */
export class Spool {
  constructor(
    private readonly options: IntakeOptions,
    private readonly deliveries: Deliveries,
    private readonly limits: IntakeLimits,
  ) {}

  async receive(feed: FeedInfo, incoming: Incoming, worker: number): Promise<Spooled> {
    if ((incoming.length ?? 0) > this.limits.maxBytes) throw tooLarge(this.limits.maxBytes);
    const parts: Buffer[] = [];
    const state = { size: 0, hash: createHash('sha256') };
    const body = this.counted(incoming.body, state);
    for (;;) {
      const next = await body.next();
      if (next.done === true) break;
      parts.push(next.value);
      if (state.size > this.limits.inlineBytes)
        return this.receiveLarge(feed, incoming, { worker, parts, body, state });
    }
    const bytes = Buffer.concat(parts);
    const given = this.newDelivery(feed, incoming, worker);
    const sealed = await this.options.vault.sealPayload(feed.id, londonDate(given.receivedAt), bytes);
    const arrived = await this.deliveries.insertWhole(given, this.content(feed, incoming, state), sealed);
    return { ...arrived, bytes };
  }

  private async receiveLarge(
    feed: FeedInfo,
    incoming: Incoming,
    begun: { worker: number; parts: Buffer[]; body: AsyncGenerator<Buffer>; state: { size: number; hash: Hash } },
  ): Promise<Spooled> {
    const given = this.newDelivery(feed, incoming, begun.worker);
    await this.deliveries.begin(given);
    try {
      let seq = 0;
      for await (const chunk of chunks(begun.parts, begun.body)) {
        const sealed = await this.options.vault.sealPayload(feed.id, londonDate(given.receivedAt), chunk);
        await this.deliveries.addRaw(given.id, seq++, sealed);
      }
      const now = { ...given, receivedAt: this.now() };
      return await this.deliveries.arrive(now, this.content(feed, incoming, begun.state));
    } catch (error) {
      await this.deliveries.abandon(given.id);
      throw error;
    }
  }

  private async *counted(
    body: AsyncIterable<Uint8Array>,
    state: { size: number; hash: Hash },
  ): AsyncGenerator<Buffer, undefined> {
    for await (const part of body) {
      state.size += part.byteLength;
      if (state.size > this.limits.maxBytes) throw tooLarge(this.limits.maxBytes);
      state.hash.update(part);
      yield Buffer.isBuffer(part) ? part : Buffer.from(part);
    }
    return undefined;
  }

  private newDelivery(feed: FeedInfo, incoming: Incoming, worker: number): NewDelivery {
    const receivedAt = this.now();
    return {
      id: uuidv7(),
      feed: feed.id,
      agency: feed.agency,
      mediaType: incoming.mediaType,
      receivedAt,
      backfill: incoming.backfill || !feed.live,
      worker,
    };
  }

  private content(feed: FeedInfo, incoming: Incoming, state: { size: number; hash: Hash }): Content {
    const { vault } = this.options;
    return {
      bytesHash: vault.ref('delivery-bytes', feed.id, state.hash.digest('hex')),
      size: state.size,
      key: incoming.key === undefined ? null : vault.ref('delivery-key', feed.id, incoming.key),
    };
  }

  private now = () => instantOf(Date.parse((this.options.clock ?? systemClock)()));
}

/** Even pieces, whatever the sizes in which the network hands them over. */
async function* chunks(first: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let held = first;
  let size = held.reduce((sum, part) => sum + part.length, 0);
  let next = await rest.next();
  for (;;) {
    while (size >= CHUNK) {
      const all = Buffer.concat(held);
      yield all.subarray(0, CHUNK);
      held = [all.subarray(CHUNK)];
      size -= CHUNK;
    }
    if (next.done === true) break;
    held.push(next.value);
    size += next.value.length;
    next = await rest.next();
  }
  if (size > 0) yield Buffer.concat(held);
}

export const tooLarge = (limit: number): Problem =>
  new Problem(
    'delivery-too-large',
    413,
    'The delivery is too large',
    `A delivery may have ${limit} bytes. Send it in parts. Nothing of it was kept.`,
    { limit },
  );
