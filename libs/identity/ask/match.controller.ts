import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import { BearerGuard, Reader, type ReaderContext } from '@tributary/sign-in';
import { Asking, type HubAnswer } from './asking';
import { MatchBody, questionIn } from './question';

/** Which child is this? For people, and for agencies' own systems. */
@Controller('v1')
@UseGuards(BearerGuard)
export class MatchController {
  constructor(@Inject(Asking) private readonly asking: Asking) {}

  @Says('Which child this is, as far as the asker may know: ranked candidates with evidence, for a reason', {
    takes: MatchBody,
  })
  @Post('children/match')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async match(@Reader() reader: ReaderContext, @Body() body: unknown): Promise<HubAnswer> {
    return this.asking.ask(reader, questionIn(body));
  }

  @Says('Why a question was asked, in the asker’s words: for an auditor who found it in the ledger')
  @Get('matches/askings/:asking')
  @Header('Cache-Control', 'no-store')
  async words(@Reader() reader: ReaderContext, @Param('asking') asking: string): Promise<object> {
    return { asking, reason: await this.asking.wordsOf(reader, asking) };
  }
}
