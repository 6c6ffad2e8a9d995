import { Body, Controller, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { readerOf } from './reader';

type Asked = Readonly<Record<string, unknown>>;
const LONGEST_CODE = 100;
type Of = Readonly<{ feed: string; run: string }>;

/** Sends much again at once; the feed's page then shows how far it has come. */
@Controller('feeds/:feed')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class RedrivePagesController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Post('redrives')
  async start(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('feed') feed: string,
    @Body() { code }: Asked,
  ): Promise<void> {
    const chosen = typeof code === 'string' && code !== '' ? code.slice(0, LONGEST_CODE) : undefined;
    await this.options.redrives.start(readerOf(session), feed, chosen);
    back(response, feed);
  }

  @Post('mapping/read-anew')
  async readAnew(@Session() session: SignedIn, @Res() response: Response, @Param('feed') feed: string): Promise<void> {
    await this.options.redrives.readAnew(readerOf(session), feed);
    back(response, feed);
  }

  @Post('redrives/:run/stop')
  async stop(@Session() session: SignedIn, @Res() response: Response, @Param() { feed, run }: Of): Promise<void> {
    await this.options.redrives.stop(readerOf(session), feed, run);
    back(response, feed);
  }

  @Post('redrives/:run/resume')
  async resume(@Session() session: SignedIn, @Res() response: Response, @Param() { feed, run }: Of): Promise<void> {
    await this.options.redrives.resume(readerOf(session), feed, run);
    back(response, feed);
  }
}

const back = (response: Response, feed: string): void =>
  response.redirect(303, `/feeds/${encodeURIComponent(feed)}#sent-again`);
