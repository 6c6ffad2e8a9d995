import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { QUERY, Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { Redriven } from '../pipeline/redrive';
import { DeclareBody, ParkedQuery } from './dto';
import type { ChecklistItem } from '../onboarding/checklist';
import { OnboardingDesk } from '../onboarding/onboarding-desk';
import type { ContractReport } from '../sandbox/contract';
import { FeedDeclarations, type Standing } from './feed-declarations';
import { FeedDesk, type FeedState, type ParkedPage } from './feed-desk';

const PAGE = 100;

/** How an agency's feeds do, and what stands parked. */
@Controller('v1/feeds')
@UseGuards(BearerGuard)
export class FeedsController {
  constructor(
    @Inject(FeedDesk) private readonly desk: FeedDesk,
    @Inject(FeedDeclarations) private readonly declarations: FeedDeclarations,
    @Inject(OnboardingDesk) private readonly onboarding: OnboardingDesk,
  ) {}

  @Says('How my agency’s feeds do')
  @Get()
  async all(@Reader() reader: ReaderContext): Promise<{ feeds: readonly FeedState[] }> {
    return { feeds: await this.desk.all(reader) };
  }

  @Says('How one feed does')
  @Get(':feed')
  async one(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<FeedState> {
    return this.desk.one(reader, id);
  }

  @Says('From now on what it delivers is news, or history again; its manager alone says so', { takes: DeclareBody })
  @Post(':feed/standing')
  @HttpCode(200)
  async declare(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Body() { live }: DeclareBody,
  ): Promise<Standing & { live: boolean }> {
    return { live, ...(await this.declarations.declare(reader, id, live)) };
  }

  @Says('What has to stand before it goes live, what is done, and what to do next')
  @Get(':feed/checklist')
  async checklist(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
  ): Promise<{ items: readonly ChecklistItem[] }> {
    return { items: await this.onboarding.checklist(reader, id) };
  }

  @Says('What the hub saw of its test deliveries, and whether that is all it has to show')
  @Get(':feed/contract-tests')
  async contract(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<ContractReport> {
    return this.onboarding.contract(reader, id);
  }

  @Says('What stands parked, with its reason', { query: { cursor: QUERY.cursor, limit: 'At most so many, 1 to 500' } })
  @Get(':feed/parked')
  async parked(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Query() { cursor, limit }: ParkedQuery,
  ): Promise<ParkedPage> {
    return this.desk.parked(reader, id, { cursor, limit: limit ?? PAGE });
  }

  @Says('Sends one parked record through again')
  @Post(':feed/parked/:id/redrive')
  @HttpCode(200)
  async redriveOne(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Param('id') parked: string,
  ): Promise<Redriven> {
    return this.desk.redriveOne(reader, id, parked);
  }
}
