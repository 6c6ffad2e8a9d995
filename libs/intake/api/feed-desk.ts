import { millisOf, isUuid, Problem, systemClock } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import type { Receipt } from '../domain/receipt';
import type { Intake } from '../pipeline/intake';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import type { Redriven } from '../pipeline/redrive';
import { type FeedActivity, NO_ACTIVITY } from '../storage/activity';
import type { DeliveryLine, ParkedEntry, ParkedReason } from '../storage/lookups';
import { isOperator, mayManage, ownFeed } from './own-feed';

/** A feed as the directory has it, and how it does. */
export type FeedState = FeedInfo &
  Omit<FeedActivity, 'newest' | 'oldestWaiting'> &
  Readonly<{
    /** Age of the oldest delivery that waits. */
    lagSeconds: number;
    newest?: Readonly<{ receipt: string; finishedAt?: string; counts: Readonly<Record<string, number>> }>;
  }>;
/** `next` is the cursor of the page after this one. */
export type ParkedPage = Readonly<{ parked: readonly ParkedEntry[]; next?: string }>;
export type DeliveriesPage = Readonly<{ deliveries: readonly DeliveryLine[]; next?: string }>;
export type Page = Readonly<{ cursor?: string | undefined; limit: number }>;

/**
 * How feeds do, for whoever mends them: an agency's own system and its feed managers see their own, the hub's operator
 * all. Another agency's feed is answered as one that does not exist.
 */
export class FeedDesk {
  constructor(
    private readonly intake: Pick<
      Intake,
      'activity' | 'delivered' | 'parked' | 'parkedReasons' | 'receipt' | 'redriveOne'
    >,
    private readonly feeds: FeedRegistry,
  ) {}

  /** None for whoever manages none. */
  async all(reader: ReaderContext): Promise<readonly FeedState[]> {
    const feeds = await this.feedsFor(reader);
    const activity = await this.intake.activity(feeds.map(({ id }) => id));
    return feeds.map((feed) => stateOf(feed, activity.get(feed.id)));
  }

  async one(reader: ReaderContext, id: string): Promise<FeedState> {
    const feed = await ownFeed(this.feeds, reader, id);
    return stateOf(feed, (await this.intake.activity([feed.id])).get(feed.id));
  }

  /** Newest first. */
  async deliveries(reader: ReaderContext, id: string, { cursor, limit }: Page): Promise<DeliveriesPage> {
    const feed = await ownFeed(this.feeds, reader, id);
    const found = await this.intake.delivered(feed.id, cursor, limit + 1);
    const deliveries = found.slice(0, limit);
    const last = deliveries.at(-1);
    return { deliveries, ...(found.length > limit && last ? { next: last.id } : {}) };
  }

  /** The children in it stand under the sending agency's references, and so for that agency alone. */
  async receipt(reader: ReaderContext, id: string, receipt: string, after?: number): Promise<Receipt> {
    const feed = await ownFeed(this.feeds, reader, id);
    const found = await this.intake.receipt(feed.agency, receipt, after);
    if (found?.feed !== feed.id) throw noSuchReceipt();
    if (reader.agency === feed.agency) return found;
    return { ...found, records: found.records.map(({ childId: _its, ...record }) => record) };
  }

  /** Oldest first. */
  async parked(reader: ReaderContext, id: string, { cursor, limit }: Page): Promise<ParkedPage> {
    const feed = await ownFeed(this.feeds, reader, id);
    const found = await this.intake.parked(feed.id, cursor, limit + 1);
    const parked = found.slice(0, limit);
    const last = parked.at(-1);
    return { parked, ...(found.length > limit && last ? { next: last.id } : {}) };
  }

  async parkedReasons(reader: ReaderContext, id: string): Promise<readonly ParkedReason[]> {
    return this.intake.parkedReasons((await ownFeed(this.feeds, reader, id)).id);
  }

  async redriveOne(reader: ReaderContext, id: string, parked: string): Promise<Redriven> {
    const feed = await ownFeed(this.feeds, reader, id);
    if (!isUuid(parked)) throw notParked();
    return this.intake.redriveOne(feed.id, parked);
  }

  /** Some of a feed's; one that somebody else took meanwhile is passed over. */
  async redriveSome(reader: ReaderContext, id: string, parked: readonly string[]): Promise<Redriven> {
    let sum: Redriven = { tried: 0, redriven: 0, stillParked: 0 };
    for (const one of new Set(parked)) {
      const done = await this.redriveOne(reader, id, one).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'not-parked') return undefined;
        throw error;
      });
      if (done) sum = plus(sum, done);
    }
    return sum;
  }

  private async feedsFor(reader: ReaderContext): Promise<readonly FeedInfo[]> {
    if (isOperator(reader)) return this.feeds.all();
    return mayManage(reader) ? this.feeds.feedsOf(reader.agency) : [];
  }
}

const plus = (a: Redriven, b: Redriven): Redriven => ({
  ...a,
  ...b,
  tried: a.tried + b.tried,
  redriven: a.redriven + b.redriven,
  stillParked: a.stillParked + b.stillParked,
});

function stateOf(feed: FeedInfo, activity: FeedActivity = NO_ACTIVITY): FeedState {
  const { newest, oldestWaiting, ...seen } = activity;
  const lagSeconds = oldestWaiting ? Math.max(0, (millisOf(systemClock()) - millisOf(oldestWaiting)) / 1_000) : 0;
  const last = newest && {
    receipt: newest.id,
    counts: newest.counts,
    ...(newest.finishedAt === undefined ? {} : { finishedAt: newest.finishedAt }),
  };
  return { ...feed, ...seen, lagSeconds, ...(last ? { newest: last } : {}) };
}

const notParked = (): Problem =>
  new Problem('not-parked', 404, 'No such parked record', 'Take the id from the list of parked records.');

const noSuchReceipt = (): Problem =>
  new Problem('receipt-unknown', 404, 'No such receipt', 'It does not exist, or it is another feed’s.');
