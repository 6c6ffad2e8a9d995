import { Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { type FeedId, isUuid, millisOf, Problem, systemClock } from '@tributary/kernel';
import { Intake } from '../pipeline/intake';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import type { Redriven } from '../pipeline/redrive';
import type { FeedActivity, ParkedEntry } from '../storage/lookups';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { ParkedQuery } from './dto';
import { mayManage, ownFeed } from './own-feed';
import { FEEDS } from './tokens';

type FeedState = FeedInfo &
  Omit<FeedActivity, 'newest' | 'oldestWaiting'> &
  Readonly<{
    /** Age of the oldest delivery that waits. */
    lagSeconds: number;
    newest?: Readonly<{ receipt: string; finishedAt?: string; counts: Readonly<Record<string, number>> }>;
  }>;
type ParkedPage = Readonly<{ parked: readonly ParkedEntry[]; next?: string }>;

/** How an agency's feeds do, and what stands parked. */
@Controller('v1/feeds')
@UseGuards(BearerGuard)
export class FeedsController {
  constructor(
    @Inject(Intake) private readonly intake: Intake,
    @Inject(FEEDS) private readonly feeds: FeedRegistry,
  ) {}

  @Get()
  async all(@Reader() reader: ReaderContext): Promise<{ feeds: readonly FeedState[] }> {
    const feeds = mayManage(reader) ? await this.feeds.feedsOf(reader.agency) : [];
    const activity = await this.intake.activity(feeds.map(({ id }) => id));
    return { feeds: feeds.map((feed) => stateOf(feed, activity.get(feed.id))) };
  }

  @Get(':feed')
  async one(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<FeedState> {
    const feed = await ownFeed(this.feeds, reader, id);
    return stateOf(feed, (await this.intake.activity([feed.id])).get(feed.id));
  }

  @Get(':feed/parked')
  async parked(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Query() query: ParkedQuery,
  ): Promise<ParkedPage> {
    const feed = await ownFeed(this.feeds, reader, id);
    const limit = query.limit ?? 100;
    const found = await this.intake.parked(feed.id, query.cursor, limit + 1);
    const parked = found.slice(0, limit);
    const last = parked.at(-1);
    return { parked, ...(found.length > limit && last ? { next: last.id } : {}) };
  }

  @Post(':feed/parked/:id/redrive')
  @HttpCode(200)
  async redriveOne(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Param('id') parked: string,
  ): Promise<Redriven> {
    const feed: FeedId = (await ownFeed(this.feeds, reader, id)).id;
    if (!isUuid(parked))
      throw new Problem('not-parked', 404, 'No such parked record', 'Take the id from the list of parked records.');
    return this.intake.redriveOne(feed, parked);
  }

  @Post(':feed/redrive')
  @HttpCode(200)
  async redriveAll(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<Redriven> {
    const feed = await ownFeed(this.feeds, reader, id);
    return this.intake.redriveAll(feed.id);
  }
}

function stateOf(feed: FeedInfo, activity: FeedActivity | undefined): FeedState {
  const { newest, oldestWaiting, ...seen } = activity ?? { deliveries: 0, perDay: 0, waiting: 0, parked: 0, failed: 0 };
  const lagSeconds = oldestWaiting ? Math.max(0, (millisOf(systemClock()) - millisOf(oldestWaiting)) / 1_000) : 0;
  const last = newest && {
    receipt: newest.id,
    counts: newest.counts,
    ...(newest.finishedAt === undefined ? {} : { finishedAt: newest.finishedAt }),
  };
  return { ...feed, ...seen, lagSeconds, ...(last ? { newest: last } : {}) };
}
