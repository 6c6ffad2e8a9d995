import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { QUERY, Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { Redriven } from '../pipeline/redrive';
import { DeclareBody, ParkedQuery } from './dto';
import { FeedDeclarations } from './feed-declarations';
import { FeedDesk, type FeedState, type ParkedPage } from './feed-desk';

const PAGE = 100;

/** How an agency's feeds do, and what stands parked. */
@Controller('v1/feeds')
@UseGuards(BearerGuard)
export class FeedsController {
  constructor(
    @Inject(FeedDesk) private readonly desk: FeedDesk,
    @Inject(FeedDeclarations) private readonly declarations: FeedDeclarations,
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
  ): Promise<{ live: boolean; position?: string }> {
    const position = await this.declarations.declare(reader, id, live);
    return { live, ...(position === undefined ? {} : { position }) };
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

  @Says('Sends all parked records through again')
  @Post(':feed/redrive')
  @HttpCode(200)
  async redriveAll(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<Redriven> {
    return this.desk.redriveAll(reader, id);
  }
}
