import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { SANDBOX_CHILDREN, SANDBOX_SCHOOL, type SandboxChild } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { RateLimit, Says } from '@tributary/runtime';
import { AgencyGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { Request, Response } from 'express';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import type { Incoming } from '../pipeline/spool';
import { Contracts } from '../sandbox/contracts';
import type { SandboxReceipt } from '../sandbox/receipt';
import { Sandbox, SANDBOX_LIMITS } from '../sandbox/sandbox';
import { DeliveryQuery } from './dto';
import { incoming, refuseEncoded } from './http/body';
import { noSuchFeed } from './own-feed';
import { FEEDS, SANDBOX_RATE } from './tokens';

/** Where an agency's own system tries its deliveries: the same door, and nothing behind it that is anybody's. */
@Controller('v1/sandbox')
@UseGuards(AgencyGuard)
export class SandboxController {
  constructor(
    @Inject(Sandbox) private readonly sandbox: Sandbox,
    @Inject(Contracts) private readonly contracts: Contracts,
    @Inject(FEEDS) private readonly feeds: FeedRegistry,
    @Inject(SANDBOX_RATE) private readonly rate: RateLimit,
  ) {}

  @Says('What the hub would make of a delivery, after those that the sandbox took today; nothing of it is kept', {
    streams: ['*/*'],
  })
  @Post('feeds/:feed/messages')
  @HttpCode(201)
  async messages(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('feed') id: string,
    @Reader() reader: ReaderContext,
    @Query() query: DeliveryQuery,
  ): Promise<SandboxReceipt> {
    this.admit(reader);
    refuseEncoded(request);
    const receipt = await this.tried(await this.own(reader, id), reader, incoming(request, query));
    response.status(receipt.repeated ? 200 : 201);
    response.setHeader('Location', `/v1/sandbox/receipts/${receipt.id}`);
    return receipt;
  }

  @Says('The children that a sandbox knows, none of whom exists, and what it takes')
  @Get('feeds/:feed')
  async look(
    @Param('feed') id: string,
    @Reader() reader: ReaderContext,
  ): Promise<{ children: readonly SandboxChild[]; school: string; limits: typeof SANDBOX_LIMITS }> {
    await this.own(reader, id);
    return { children: SANDBOX_CHILDREN, school: SANDBOX_SCHOOL, limits: SANDBOX_LIMITS };
  }

  @Says('Empties the sandbox of a feed, as every night does')
  @Delete('feeds/:feed')
  @HttpCode(204)
  async empty(@Param('feed') id: string, @Reader() reader: ReaderContext): Promise<void> {
    this.admit(reader);
    await this.sandbox.empty(await this.own(reader, id));
  }

  @Says('What would have become of a test delivery of today')
  @Get('receipts/:id')
  async receipt(@Param('id') id: string, @Reader() reader: ReaderContext): Promise<SandboxReceipt> {
    const receipt = await this.sandbox.receipt(reader.agency, id);
    if (receipt) return receipt;
    throw new Problem('receipt-unknown', 404, 'No such receipt', 'It does not exist, or it is another agency’s.');
  }

  private tried(feed: FeedInfo, reader: ReaderContext, delivery: Incoming): Promise<SandboxReceipt> {
    return this.contracts.receive(feed, reader.kind === 'agency' ? reader.client : reader.practitioner, delivery);
  }

  private admit(reader: ReaderContext): void {
    this.rate.count(reader.kind === 'agency' ? reader.client : reader.practitioner);
  }

  private async own(reader: ReaderContext, id: string): Promise<FeedInfo> {
    const feed = await this.feeds.feed(id);
    if (!feed || feed.agency !== reader.agency) throw noSuchFeed();
    return feed;
  }
}
