import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
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

  @Get()
  async all(@Reader() reader: ReaderContext): Promise<{ feeds: readonly FeedState[] }> {
    return { feeds: await this.desk.all(reader) };
  }

  @Get(':feed')
  async one(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<FeedState> {
    return this.desk.one(reader, id);
  }

  /** From now on what it delivers is news, or history again; its manager alone says so. */
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

  @Get(':feed/parked')
  async parked(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Query() { cursor, limit }: ParkedQuery,
  ): Promise<ParkedPage> {
    return this.desk.parked(reader, id, { cursor, limit: limit ?? PAGE });
  }

  @Post(':feed/parked/:id/redrive')
  @HttpCode(200)
  async redriveOne(
    @Reader() reader: ReaderContext,
    @Param('feed') id: string,
    @Param('id') parked: string,
  ): Promise<Redriven> {
    return this.desk.redriveOne(reader, id, parked);
  }

  @Post(':feed/redrive')
  @HttpCode(200)
  async redriveAll(@Reader() reader: ReaderContext, @Param('feed') id: string): Promise<Redriven> {
    return this.desk.redriveAll(reader, id);
  }
}
