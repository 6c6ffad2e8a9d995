import { Problem } from '@tributary/kernel';
import type { Deliveries } from '../storage/deliveries';
import { Fenced } from '../storage/group-rows';
import type { Delivery } from '../storage/tables';
import type { WorkerPresence } from '../storage/worker';
import type { Mappings } from '../mapping/mappings';
import type { KnownStreams } from './known-streams';
import { problemDocument } from './problem-document';
import { DeliveryProcess, type Finished } from './process-delivery';
import { Loop } from './loop';
import type { FeedInfo, FeedRegistry, IntakeOptions } from './ports';

/** How often a delivery is taken up before it counts as failed; it is kept for redrive. */
const TRIES = 5;

/** Deals with one delivery and settles what became of it. */
export class DeliveryWorker {
  constructor(
    private readonly options: IntakeOptions,
    private readonly deliveries: Deliveries,
    private readonly known: KnownStreams,
    private readonly mappings: Mappings,
  ) {}

  /** Undefined where another worker has it now. Throws the Problem of a delivery that can't be read, once noted. */
  async work(delivery: Delivery, worker: number, bytes?: Buffer): Promise<Finished | undefined> {
    const feed = await feedOf(this.options.feeds, delivery.feed);
    const format = this.options.formats(feed.format);
    const mapping = format.mapped ? await this.mappings.settle(delivery) : undefined;
    const process = new DeliveryProcess(
      this.options,
      { delivery, feed, format, worker, ...(mapping ? { mapping } : {}) },
      bytes !== undefined,
      this.known,
    );
    const begun = performance.now();
    try {
      const finished = await process.run(bytes);
      const milliseconds = performance.now() - begun;
      this.options.events?.finished(delivery.id, feed.id, { counts: finished.counts, milliseconds });
      return finished;
    } catch (error) {
      if (error instanceof Fenced) return undefined;
      this.options.events?.failed(delivery.id, delivery.feed, error);
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.deliveries.fail(delivery.id, worker, problemDocument(error));
      throw error;
    }
  }

  /** Back into the queue; after several tries it is failed, so that it holds up nothing behind it. */
  async giveBack(delivery: Delivery, worker: number): Promise<void> {
    await this.deliveries.release(delivery.id, worker, { tries: TRIES, problem: problemDocument(gaveUp()) });
  }
}

type Beside = Readonly<{
  betweenDeliveries: () => Promise<void>;
  /** The queue goes on; somebody should know. */
  trouble: (error: unknown) => void;
}>;

/** Takes up, one after the other, what waits or was left behind by a killed intake; its feed's order is kept. */
export class DeliveryQueue extends Loop {
  constructor(
    private readonly worker: DeliveryWorker,
    private readonly deliveries: Deliveries,
    private readonly presence: WorkerPresence,
    private readonly beside: Beside,
  ) {
    super(beside.trouble);
  }

  protected async workOne(): Promise<boolean> {
    const worker = await this.presence.number();
    const delivery = await this.deliveries.claim(worker);
    if (!delivery) {
      await this.beside.betweenDeliveries();
      return false;
    }
    try {
      await this.worker.work(delivery, worker);
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return true;
      await this.worker.giveBack(delivery, worker);
      return false;
    }
    await this.beside.betweenDeliveries();
    return true;
  }
}

/** Throws a Problem where the directory has no such feed. */
export async function feedOf(feeds: FeedRegistry, id: string): Promise<FeedInfo> {
  const feed = await feeds.feed(id);
  if (feed) return feed;
  throw new Problem('feed-unknown', 404, 'No such feed', 'The directory has no feed of this name, or it is not yours.');
}

const gaveUp = (): Problem =>
  new Problem(
    'processing-failed',
    500,
    'The delivery could not be dealt with',
    `It was tried ${TRIES} times. It is kept; what was appended before stands on its receipt. Redrive it once the cause is mended.`,
  );
