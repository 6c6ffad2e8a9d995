import { inTransaction, resetCheckpoints, type StreamReader } from '@tributary/event-store';
import {
  type CommittedFeed,
  comparePositions,
  FEED_START,
  type FeedPosition,
  type Opener,
  Problem,
  type Tx,
} from '@tributary/kernel';
import type { Pool } from 'pg';
import { Delivery, type Leave, RETRY } from '../consumers/delivery';
import { Stoppable } from '../consumers/leave';
import { type Opened, openBatch } from '../consumers/open-batch';
import { unparkSlot } from '../consumers/parked';
import { EVERY_PARTITION, placeOf } from '../consumers/places';
import { ProjectionConsumer } from '../consumers/projection-consumer';
import { markRebuilding, readStanding, rebuildingStatus, standingOf, swap } from '../consumers/slots';
import { Troubles } from '../consumers/troubles';
import { otherSlot, type ProjectionDefinition, type Slot } from '../consumers/types';
import { alone } from '../database/alone';
import type { Logger } from '../observe/logger';
import { type Metrics, stopwatch } from '../observe/metrics';

export type RebuildIo = Readonly<{
  pool: Pool;
  store: CommittedFeed & Opener & StreamReader;
  logger: Logger;
  metrics: Metrics;
}>;

export type RebuildProgress = Readonly<{ position: FeedPosition; events: number }>;
export type Rebuilt = Readonly<{ slot: Slot; events: number; seconds: number; position: FeedPosition }>;
export type RebuildOptions = Readonly<{ leave?: Leave; onProgress?: (progress: RebuildProgress) => void }>;

const BATCH = 2_000;
/** So close to the running one that the rest is taken while its consumers wait. */
const CLOSE = 500;

/**
 * Fills the slot that nobody reads from the committed feed, beside the running one, then swaps. Readers are never
 * interrupted. Cut short, it goes on where it was. One rebuild of a read model at a time, over all processes.
 */
export async function rebuild(
  definition: ProjectionDefinition,
  io: RebuildIo,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const done = await alone(io.pool, `rebuild/${definition.name}`, () => new Rebuild(definition, io, options).run());
  if (!done) throw running(definition.name);
  return done;
}

type Batch = Readonly<{ last: FeedPosition | undefined; opened: readonly Opened[]; isLast: boolean }>;

class Rebuild {
  private readonly leave: Leave;
  private events = 0;

  constructor(
    private readonly definition: ProjectionDefinition,
    private readonly io: RebuildIo,
    private readonly options: RebuildOptions,
  ) {
    this.leave = options.leave ?? new Stoppable();
  }

  async run(): Promise<Rebuilt> {
    const seconds = stopwatch();
    const { name, version } = this.definition;
    const active = await inTransaction(this.io.pool, (tx) => this.begin(tx));
    const slot = otherSlot(active);
    this.io.logger.info('a rebuild runs', { projection: name, version, slot });
    await this.fill(slot, 'beside');
    const position = await inTransaction(this.io.pool, (tx) => this.finish(tx, active));
    const result = { slot, events: this.events, seconds: seconds(), position };
    this.io.logger.info('a rebuild is done', {
      projection: name,
      version,
      slot,
      count: this.events,
      seconds: result.seconds,
    });
    return result;
  }

  /** Empties the slot, or finds it half filled by the same fold. Returns the active one. */
  private async begin(tx: Tx): Promise<Slot> {
    const { name, version } = this.definition;
    await standingOf(tx, this.definition);
    const standing = await readStanding(tx, name, 'FOR UPDATE');
    if (!standing) throw new Error(`read model ${name} lost its row`);
    const target = otherSlot(standing.slot);
    if (standing.status === rebuildingStatus(version)) return standing.slot;
    await this.definition.create(target).reset(tx);
    await resetCheckpoints(tx, name, target);
    await unparkSlot(tx, name, target);
    await markRebuilding(tx, this.definition);
    return standing.slot;
  }

  /** Up to the feed's head, or to a place given. The next batch is read and opened while one is applied. */
  private async fill(slot: Slot, filling: 'beside' | 'locked', upTo?: FeedPosition): Promise<void> {
    const { pool, store, logger, metrics } = this.io;
    const { definition } = this;
    const consumer = new ProjectionConsumer(definition, slot, {
      pool,
      store,
      filling,
      partitionOf: () => EVERY_PARTITION,
      onRefold: () => metrics.refolds.inc({ consumer: definition.name }),
    });
    const delivery = new Delivery({ logger, metrics, troubles: new Troubles(), retry: RETRY });
    let next = this.read(await consumer.at(EVERY_PARTITION), upTo);
    for (let batch = await next; batch.last; batch = await next) {
      next = this.read(batch.last, upTo);
      // A failure is met when it is waited for.
      next.catch(() => undefined);
      if (!(await delivery.bring(consumer, EVERY_PARTITION, batch.opened, this.leave))) throw stopped(definition.name);
      this.events += batch.opened.length;
      this.options.onProgress?.({ position: batch.last, events: this.events });
      if (batch.isLast) break;
    }
    await next.catch(() => undefined);
  }

  private async read(after: FeedPosition, upTo?: FeedPosition): Promise<Batch> {
    const { records } = await this.io.store.read(after, BATCH);
    const wanted = upTo ? records.filter(({ at }) => comparePositions(at, upTo) <= 0) : records;
    return {
      last: wanted.at(-1)?.at,
      opened: await openBatch(this.io.store, wanted),
      isLast: records.length < CLOSE || wanted.length < records.length,
    };
  }

  /** Consumers wait while the last few are taken; then the slots change places. */
  private async finish(tx: Tx, active: Slot): Promise<FeedPosition> {
    const { name } = this.definition;
    const target = otherSlot(active);
    const standing = await readStanding(tx, name, 'FOR UPDATE');
    if (standing?.slot !== active) throw running(name);
    const reached = await furthest(tx, name, active);
    const key = { name, slot: target, partition: EVERY_PARTITION };
    if (comparePositions(await placeOf(tx, key), reached) < 0) await this.fill(target, 'locked', reached);
    await resetCheckpoints(tx, name, active);
    await unparkSlot(tx, name, active);
    await swap(tx, this.definition, active);
    return placeOf(tx, key);
  }
}

/** The highest place of the running one, in any partition: the new one must hold all up to there. */
async function furthest(tx: Tx, name: string, slot: Slot): Promise<FeedPosition> {
  const { rows } = await tx.query<{ generation: number; tx: string; position: string }>(
    `SELECT generation, tx, position FROM store.checkpoints WHERE name = $1 AND slot = $2
      ORDER BY generation DESC, checkpoints.tx DESC, position DESC LIMIT 1`,
    [name, slot],
  );
  const row = rows[0];
  return row ? { generation: row.generation, tx: Number(row.tx), position: Number(row.position) } : FEED_START;
}

const running = (name: string): Problem =>
  new Problem(
    'rebuild-running',
    409,
    'A rebuild runs already',
    `Another process rebuilds ${name}, or has just done so; its outcome will serve here too`,
  );

const stopped = (name: string): Problem =>
  new Problem(
    'rebuild-stopped',
    503,
    'The rebuild cannot go on',
    `${name} met an event of a newer schema, or was rebuilt in another version meanwhile. Run every process at the newest version`,
  );
