import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Says } from '@tributary/runtime';
import type { ChildGrants } from '../grants/grants';
import type { ChildDoors } from '../ports';
import { AnswerBody, answerIn, AskBody, askingIn, ReplyBody, replyIn } from './grant-bodies';
import { DOORS, GRANTS } from './tokens';

/** Asking a supplier for what one may know to exist, and its answers. */
@Controller('v1')
export class RequestsController {
  constructor(
    @Inject(GRANTS) private readonly grants: ChildGrants,
    @Inject(DOORS) private readonly doors: ChildDoors,
  ) {}

  @Says('Asks a supplier for what it holds back', { takes: AskBody })
  @Post('children/:ref/requests')
  async ask(@Req() request: unknown, @Param('ref') ref: string, @Body() body: unknown): Promise<object> {
    return this.grants.requests.ask(await this.doors.viewerOf(request), ref, askingIn(body));
  }

  @Says('What waits for my answer, and what I asked')
  @Get('requests')
  @Header('Cache-Control', 'no-store')
  async all(@Req() request: unknown): Promise<object> {
    const viewer = await this.doors.viewerOf(request);
    const { requests, answers } = this.grants;
    return { waiting: await answers.waiting(viewer), mine: await requests.mine(viewer) };
  }

  @Says('One that waits for my answer, with what I could share')
  @Get('requests/:id')
  @Header('Cache-Control', 'no-store')
  async one(@Req() request: unknown, @Param('id') id: string): Promise<object> {
    return this.grants.answers.one(await this.doors.viewerOf(request), id);
  }

  @Says('Answers a request: shared, refused, or asked back', { takes: AnswerBody })
  @Post('requests/:id/answer')
  @HttpCode(200)
  async answer(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.answers.answer(await this.doors.viewerOf(request), id, answerIn(body));
  }

  /** What the supplier asked back. */
  @Says('Answers what the supplier asked back', { takes: ReplyBody })
  @Post('requests/:id/reply')
  @HttpCode(200)
  async reply(@Req() request: unknown, @Param('id') id: string, @Body() body: unknown): Promise<object> {
    return this.grants.requests.reply(await this.doors.viewerOf(request), id, replyIn(body));
  }
}
