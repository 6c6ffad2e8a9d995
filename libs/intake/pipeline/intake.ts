import { type AgencyId, type FeedId, type Instant, isUuid, londonDate, plusDays, Problem } from '@tributary/kernel';
import { awayProblem, reasonOf } from '@tributary/runtime';
import type { ProblemDocument, Receipt } from '../domain/receipt';
import { ReadingAnew } from '../again/reading';
import { Redrives } from '../again/redrives';
import { RunQueue } from '../again/run-queue';
import { Runs } from '../again/runs';
import { Deliveries } from '../storage/deliveries';
import { feedActivity, type FeedActivity } from '../storage/activity';
import {
  databaseNow,
  deliveriesOf,
  type DeliveryLine,
  dropRaw,
  freshness,
  type ParkedEntry,
  parkedOf,
  type ParkedReason,
  parkedReasons,
} from '../storage/lookups';
import { Mappings } from '../mapping/mappings';
import { UnmappedCodes } from '../mapping/unmapped';
import { failingPulls, type PulledFeed } from '../storage/pulls';
import type { Delivery } from '../storage/tables';
import { WorkerPresence } from '../storage/worker';
import { Announcer } from './announce';
import { KnownStreams } from './known-streams';
import { refuseMediaType } from './media-type';
import { type IntakeLimits, type IntakeOptions, LIMITS } from './ports';
import { problemDocument } from './problem-document';
import type { Finished } from './process-delivery';
import { requireDeclared } from './require-declared';
import { DeliveryQueue, DeliveryWorker, feedOf } from './queue';
import { Receipts } from './receipts';
import { Redrive, type Redriven } from './redrive';
import { Semaphore } from './semaphore';
import { type Incoming, Spool, type Spooled } from './spool';

const HOUR_MS = 3_600_000;
/** The vault keeps the keys of the newest days: somebody may be sealing with them. */
const KEYS_IN_USE_DAYS = 3;

/**
 * Takes deliveries in: durable first, then parsed, matched, appended. Small ones before they are answered, large ones
 * by a worker in this process, or in another one after this was killed.
 */
export class Intake {
  readonly limits: IntakeLimits;
  private readonly deliveries: Deliveries;
  private readonly presence: WorkerPresence;
  private readonly spool: Spool;
  private readonly worker: DeliveryWorker;
  private readonly queue: DeliveryQueue;
  private readonly receipts: Receipts;
  private readonly announcer: Announcer;
  private readonly redrive: Redrive;
  private readonly runs: RunQueue;
  /** Much that is sent again at once. */
  readonly redrives: Redrives;
  private readonly inline: Semaphore;
  /** A delivery could not be made durable, and nobody has looked since whether one can. */
  private refusing = false;
  private keptHouse = -HOUR_MS;

  constructor(private readonly options: IntakeOptions) {
    this.limits = { ...LIMITS, ...options.limits };
    this.deliveries = new Deliveries(options.pool);
    this.presence = new WorkerPresence(options.pool);
    this.spool = new Spool(options, this.deliveries, this.limits);
    const known = new KnownStreams();
    const { feeds } = options;
    const trouble = (error: unknown): void => options.events?.failed('', '', error);
    const mappings = new Mappings(options.pool);
    this.worker = new DeliveryWorker(options, this.deliveries, known, mappings);
    this.receipts = new Receipts(options);
    this.announcer = new Announcer(options);
    this.redrive = new Redrive(options, this.deliveries, known, mappings);
    this.inline = new Semaphore(this.limits.inlineAtOnce);
    this.queue = new DeliveryQueue(this.worker, this.deliveries, this.presence, {
      betweenDeliveries: () => this.betweenDeliveries(),
      trouble,
    });
    const [runs, reading] = [new Runs(options.pool), new ReadingAnew(options, mappings, known)];
    this.runs = new RunQueue({ ...{ runs, reading, trouble }, redrive: this.redrive, feeds, presence: this.presence });
    this.redrives = new Redrives({
      ...{ runs, feeds, mappings, formats: options.formats },
      queue: this.runs,
      deliveries: this.deliveries,
      requeued: () => this.queue.nudge(),
    });
  }

  /** Takes up what was left behind and goes on doing so. */
  async start(): Promise<void> {
    await this.presence.number();
    await this.deliveries.dropCutArrivals();
    this.queue.start();
    this.runs.start();
  }

  /** Finishes what is in hand; what waits stays for the next start. */
  async stop(): Promise<void> {
    await Promise.all([this.queue.stop(), this.runs.stop()]);
    await this.presence.close();
  }

  /**
   * Durable when it returns. The receipt is `done` for a small delivery, else `processing`. Throws a Problem where the
   * delivery as a whole can't be read, is too large, or repeats a key with other content.
   */
  async receive(feedId: string, incoming: Incoming): Promise<Receipt> {
    const feed = await feedOf(this.options.feeds, feedId);
    if (this.options.production) requireDeclared(feed);
    refuseMediaType(this.options.formats(feed.format), incoming.mediaType);
    const worker = await this.presence.number();
    const spooled = await this.spool.receive(feed, incoming, worker).catch((error: unknown) => {
      this.refusing ||= awayProblem(error) !== undefined;
      throw error;
    });
    if (spooled.repeated) return this.repeated(spooled.delivery);
    if (spooled.waits || !spooled.bytes) return this.queued(spooled.delivery);
    if (incoming.deferred) {
      await this.worker.giveBack(spooled.delivery, worker);
      return this.queued(spooled.delivery);
    }
    const finished = await this.inline.run(() => this.workNow(spooled, worker));
    if (!finished) return this.queued(spooled.delivery);
    if (feed.format !== 'cloudevents') await this.announcer.announce(feed);
    return this.receipts.finished(spooled.delivery, finished);
  }

  /**
   * Keeps what nobody can be told is refused, as failed for that reason: whoever looks after the feed finds it. Durable
   * when it returns; the same again changes nothing.
   */
  async refuse(feedId: string, incoming: Incoming, problem: Problem): Promise<void> {
    const feed = await feedOf(this.options.feeds, feedId);
    const worker = await this.presence.number();
    const { delivery, repeated } = await this.spool.receive(feed, incoming, worker);
    if (repeated) return;
    await this.deliveries.fail(delivery.id, worker, problemDocument(problem));
    this.options.events?.failed(delivery.id, feed.id, problem);
  }

  /** For readiness: why deliveries are refused, as long as they are. */
  async problem(): Promise<string | undefined> {
    if (!this.refusing) return undefined;
    try {
      await this.deliveries.requireRoom();
      this.refusing = false;
      return undefined;
    } catch (error) {
      return `deliveries cannot be kept and are refused: ${reasonOf(error)}`;
    }
  }

  /** Undefined where there is none of that agency. */
  async receipt(agency: AgencyId, id: string, after?: number): Promise<Receipt | undefined> {
    const delivery = isUuid(id) ? await this.deliveries.byId(id) : undefined;
    if (!delivery || delivery.agency !== agency || delivery.status === 'arriving') return undefined;
    return this.receipts.of(delivery, after);
  }

  async activity(feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, FeedActivity>> {
    return feedActivity(this.options.pool, feeds);
  }

  /** Feeds that the hub fetches and could not the last time. */
  async failingPulls(): Promise<readonly PulledFeed[]> {
    return failingPulls(this.options.pool);
  }

  /** Newest first; `before` is the id of the last one seen. */
  async delivered(feed: FeedId, before: string | undefined, limit: number): Promise<readonly DeliveryLine[]> {
    return deliveriesOf(this.options.pool, feed, before, limit);
  }

  /** How many of a feed's are parked for each reason, most first. */
  async parkedReasons(feed: FeedId): Promise<readonly ParkedReason[]> {
    return parkedReasons(this.options.pool, feed);
  }

  async parked(feed: FeedId, after: string | undefined, limit: number): Promise<readonly ParkedEntry[]> {
    return parkedOf(this.options.pool, feed, after, limit);
  }

  async redriveOne(feedId: string, id: string): Promise<Redriven> {
    return this.redrive.one(await feedOf(this.options.feeds, feedId), id);
  }

  /** When the newest delivery came that the feed had finished by then; history does not make a feed fresh. */
  async freshness(feed: FeedId, asOf: Instant): Promise<Instant | undefined> {
    return freshness(this.options.pool, feed, asOf);
  }

  /** Deletes bytes as they came, and drops their keys, once they are older than the limit. Returns of how many. */
  async dropOldPayloads(now?: Instant): Promise<number> {
    return this.dropPayloadsBefore(now ?? this.options.clock?.() ?? (await databaseNow(this.options.pool)));
  }

  private async dropPayloadsBefore(now: Instant): Promise<number> {
    const day = plusDays(londonDate(now), -this.limits.rawDays);
    const before = `${day}T00:00:00.000Z` as Instant;
    const dropped = await dropRaw(this.options.pool, before);
    await new UnmappedCodes(this.options).drop(before);
    const youngest = plusDays(londonDate(now), -KEYS_IN_USE_DAYS);
    await this.options.vault.dropPayloadKeys(day < youngest ? day : youngest);
    return dropped;
  }

  /** Deliveries taken in and not finished, by any intake. */
  async open(): Promise<number> {
    return this.deliveries.open();
  }

  /** Tells consumers of what was delivered since they were last told. */
  async announceWaiting(): Promise<void> {
    for (const id of await this.announcer.waiting()) {
      const feed = await this.options.feeds.feed(id);
      if (feed) await this.announcer.announce(feed);
    }
  }

  /** What is not done while somebody waits for an answer. */
  private async betweenDeliveries(): Promise<void> {
    await this.announceWaiting();
    if (performance.now() - this.keptHouse < HOUR_MS) return;
    this.keptHouse = performance.now();
    await this.deliveries.dropCutArrivals();
    await this.dropOldPayloads();
  }

  /** A fault of ours leaves the delivery to the queue: it is durable, and its sender need not send again. */
  private async workNow(spooled: Spooled, worker: number): Promise<Finished | undefined> {
    try {
      return await this.worker.work(spooled.delivery, worker, spooled.bytes);
    } catch (error) {
      if (error instanceof Problem && error.status < 500) throw withReceipt(error, spooled.delivery.id);
      await this.worker.giveBack(spooled.delivery, worker);
      return undefined;
    }
  }

  private queued(delivery: Delivery): Promise<Receipt> {
    this.queue.nudge();
    return this.receipts.of({ ...delivery, status: 'received' });
  }

  private async repeated(delivery: Delivery): Promise<Receipt> {
    if (delivery.status === 'failed' && delivery.problem) throw failedBefore(delivery.id, delivery.problem);
    return { ...(await this.receipts.of(delivery)), repeated: true };
  }
}

const withReceipt = (error: Problem, receipt: string): Problem =>
  new Problem(error.code, error.status, error.title, error.detail, { ...error.extra, receipt });

/** The same answer again. */
const failedBefore = (receipt: string, problem: ProblemDocument): Problem => {
  const own = ['type', 'title', 'status', 'detail', 'code'];
  const extra = Object.fromEntries(Object.entries(problem).filter(([name]) => !own.includes(name)));
  return new Problem(problem.code, problem.status, problem.title, problem.detail, { ...extra, receipt });
};
