import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { isBinary } from '@tributary/feeds';
import { type AgencyId, Problem } from '@tributary/kernel';
import { RateLimit, Says } from '@tributary/runtime';
import type { Request, Response } from 'express';
import type { Receipt } from '../domain/receipt';
import { Intake } from '../pipeline/intake';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import type { Incoming } from '../pipeline/spool';
import { AgencyGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { DeliveryQuery, ReceiptQuery } from './dto';
import { structured } from './http/binary-event';
import { incoming, refuseEncoded } from './http/body';
import { noSuchFeed } from './own-feed';
import { FEEDS } from './tokens';

const EVENT = 'application/cloudevents+json';

/** The ways in. A delivery is answered when it is durable. */
@Controller('v1')
@UseGuards(AgencyGuard)
export class DeliveriesController {
  constructor(
    @Inject(Intake) private readonly intake: Intake,
    @Inject(FEEDS) private readonly feeds: FeedRegistry,
    @Inject(RateLimit) private readonly rate: RateLimit,
  ) {}

  @Says('CloudEvents 1.0: one, a batch, one a line, or binary mode', {
    streams: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/x-ndjson'],
  })
  @Post('events')
  @HttpCode(201)
  async events(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Reader() reader: ReaderContext,
    @Query() query: DeliveryQuery,
  ): Promise<Receipt> {
    this.admit(reader, request);
    const feed = await this.eventFeed(reader.agency, query.feed);
    const given = incoming(request, query);
    if (!isBinary(request.headers)) return this.answer(response, await this.intake.receive(feed.id, given));
    const bytes = await structured(request.headers, given.body);
    const event: Incoming = { ...given, body: once(bytes), length: bytes.length, mediaType: EVENT };
    return this.answer(response, await this.intake.receive(feed.id, event));
  }

  @Says('One native message or file, in the feed’s own format', { streams: ['*/*'] })
  @Post('feeds/:feed/messages')
  @HttpCode(201)
  async messages(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Param('feed') id: string,
    @Reader() reader: ReaderContext,
    @Query() query: DeliveryQuery,
  ): Promise<Receipt> {
    this.admit(reader, request);
    const feed = await this.feeds.feed(id);
    if (!feed || feed.agency !== reader.agency) throw noSuchFeed();
    return this.answer(response, await this.intake.receive(feed.id, incoming(request, query)));
  }

  @Says('What became of a delivery', { query: { after: 'The last line read, for the next ones' } })
  @Get('receipts/:id')
  async receipt(
    @Param('id') id: string,
    @Reader() reader: ReaderContext,
    @Query() query: ReceiptQuery,
  ): Promise<Receipt> {
    const receipt = await this.intake.receipt(reader.agency, id, query.after);
    if (receipt) return receipt;
    throw new Problem('receipt-unknown', 404, 'No such receipt', 'It does not exist, or it is another agency’s.');
  }

  private admit(reader: ReaderContext, request: Request): void {
    this.rate.count(reader.kind === 'agency' ? reader.client : reader.practitioner);
    refuseEncoded(request);
  }

  private async eventFeed(agency: AgencyId, named: string | undefined): Promise<FeedInfo> {
    const own = (await this.feeds.feedsOf(agency)).filter((feed) => feed.format === 'cloudevents');
    const [feed, ...others] = named === undefined ? own : own.filter(({ id }) => id === named);
    if (!feed) throw noSuchFeed();
    if (others.length === 0) return feed;
    const ids = own.map(({ id }) => id);
    throw new Problem(
      'feed-not-named',
      400,
      'Which feed?',
      'Your agency has several for CloudEvents: add ?feed= to the address.',
      { feeds: ids },
    );
  }

  /** 201 done, 200 done before, 202 to be dealt with: ask for the receipt. */
  private answer(response: Response, receipt: Receipt): Receipt {
    response.status(receipt.status === 'processing' ? 202 : receipt.repeated ? 200 : 201);
    response.setHeader('Location', `/v1/receipts/${receipt.id}`);
    return receipt;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
