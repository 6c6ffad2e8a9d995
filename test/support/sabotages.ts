import { inTransaction } from '@tributary/event-store';
import { FEED_START, type Projection, type Recorded } from '@tributary/kernel';
import type { Consumer } from '@tributary/runtime';
import type { BatchHandler, Running, StreamPort, Subscription } from '@tributary/stream';
import type { Pool } from 'pg';

/**
 * Parts that are wrong in one named way (quality.md 2), made of the right ones. A spec shows that what is asked of the
 * right part turns red over each of them.
 */
export type Spoil = Readonly<{
  consumer?: (real: Consumer, parts: Parts) => Consumer;
  stream?: (real: StreamPort) => StreamPort;
}>;

type Piece = Parameters<Consumer['take']>[1];

function endOf(piece: Piece) {
  const last = piece.at(-1);
  if (!last) throw new Error('an empty piece has no end');
  return last.at;
}

type Parts = Readonly<{ pool: Pool; projection: Projection }>;

/** Puts in all of the piece, in a transaction that knows of no place. */
async function putIn(piece: Piece, real: Consumer, { pool, projection }: Parts): Promise<void> {
  const events = piece.filter((one): one is Recorded => 'event' in one && real.wants(one.event.type));
  if (events.length > 0) await inTransaction(pool, (tx) => projection.apply(events, tx));
}

const like = (real: Consumer, other: Partial<Consumer>): Consumer => ({
  name: real.name,
  kind: real.kind,
  slot: () => real.slot(),
  wants: (type) => real.wants(type),
  at: (partition) => real.at(partition),
  take: (partition, piece) => real.take(partition, piece),
  pass: (partition, to, also) => real.pass(partition, to, also),
  refresh: () => real.refresh(),
  redrive: (at, event, unpark) => real.redrive(at, event, unpark),
  ...other,
});

/** Offset before commit: its place is committed, then its rows are. */
export const placeBeforeRows: Spoil = {
  consumer: (real, parts) =>
    like(real, {
      take: async (partition, piece) => {
        await real.pass(partition, endOf(piece));
        await putIn(piece, real, parts);
      },
    }),
};

/** Skip the checkpoint compare: takes what it is given, wherever it stands. */
export const noCompare: Spoil = {
  consumer: (real, parts) =>
    like(real, {
      at: async () => FEED_START,
      take: async (partition, piece) => {
        await putIn(piece, real, parts);
        await real.pass(partition, endOf(piece));
      },
    }),
};

/** Forget one partition: it is not told of, and what comes in it is confirmed unread. */
export const forgets = (partition: number): Spoil => ({
  stream: (real) =>
    over(real, (subscription, handle) =>
      real.subscribe(
        {
          ...subscription,
          onAssigned: (all) => subscription.onAssigned?.(all.filter((one) => one !== partition)),
        },
        async (batch, control) => {
          if (batch.partition !== partition) await handle(batch, control);
        },
      ),
    ),
});

/** What a stream may do at any time: each batch comes a second time. Not a sabotage, but what shows one. */
export const twice = (real: StreamPort): StreamPort =>
  over(real, (subscription, handle) =>
    real.subscribe(subscription, async (batch, control) => {
      await handle(batch, control);
      await handle(batch, control);
    }),
  );

/** Offset before commit, on the stream's side: a batch is confirmed before anybody has worked on it. */
export const confirmsUnworked: Spoil = {
  stream: (real) =>
    over(real, (subscription, handle) =>
      real.subscribe(subscription, async (batch, control) => {
        void handle(batch, control).catch(() => undefined);
      }),
    ),
};

function over(
  real: StreamPort,
  subscribe: (subscription: Subscription, handle: BatchHandler) => Promise<Running>,
): StreamPort {
  return {
    partitions: real.partitions,
    partitionOf: (record) => real.partitionOf(record),
    publish: (batch) => real.publish(batch),
    check: () => real.check(),
    close: () => real.close(),
    subscribe,
  };
}
