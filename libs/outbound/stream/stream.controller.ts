import { Controller, Get, Headers, Inject, Query, Req, Res, UseGuards } from '@nestjs/common';
import { personIn } from '@tributary/alerting';
import { type FeedPosition, parsePosition, Problem } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import { AccessTokens, BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import type { Request, Response } from 'express';
import { AlertStreams } from './alert-streams';

/** What changes in somebody’s inbox, as it does. */
@Controller('v1/stream')
@UseGuards(BearerGuard)
export class StreamController {
  constructor(
    @Inject(AlertStreams) private readonly streams: AlertStreams,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
  ) {}

  @Says('Server-sent events: that something in my inbox changed, never what; ends with my token', {
    query: { after: 'The position from which on; the header Last-Event-ID says the same' },
  })
  @Get()
  async stream(
    @Reader() reader: ReaderContext,
    @Req() request: Request,
    @Res() response: Response,
    @Query('after') after?: string,
    @Headers('last-event-id') last?: string,
  ): Promise<void> {
    const token = (request.headers.authorization ?? '').replace(/^Bearer +/i, '');
    await this.streams.begin({
      person: personIn(reader),
      // Whoever comes back says where they stood; the address still says where they began.
      after: placeIn(last ?? after),
      response,
      stillGood: () => this.tokens.verify(token),
    });
  }
}

function placeIn(text: string | undefined): FeedPosition | undefined {
  if (text === undefined || text === '') return undefined;
  const place = typeof text === 'string' ? parsePosition(text) : undefined;
  if (place) return place;
  throw new Problem('query-wrong', 400, 'It is no position', 'Give a position as an answer of Tributary gave it');
}
