import { Body, Controller, Get, Header, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { ChildDoors } from '@tributary/chronology';
import { Problem } from '@tributary/kernel';
import { Says } from '@tributary/runtime';
import { AnswerBody, answeringIn, RecallBody, recallingIn } from '../left/bodies';
import type { WhatLeft } from '../left/what-left';
import { REPLAY_DOORS, WHAT_LEFT } from './tokens';

/** What has left about a child, and asking for it back. `ref` is the viewer's agency's own reference. */
@Controller('v1/children/:ref/left')
export class LeftController {
  constructor(
    @Inject(WHAT_LEFT) private readonly left: Pick<WhatLeft, 'list' | 'recall' | 'answer'>,
    @Inject(REPLAY_DOORS) private readonly doors: Pick<ChildDoors, 'viewerOf'>,
  ) {}

  @Says('What has left about a child: files, whom alerts told, mail', {
    query: { event: 'Only what can have carried this event' },
  })
  @Get()
  @Header('Cache-Control', 'no-store')
  async list(@Req() request: unknown, @Param('ref') ref: string, @Query('event') event: unknown): Promise<object> {
    if (event !== undefined && typeof event !== 'string')
      throw new Problem('query-wrong', 400, 'The query is wrong', 'Give event once.', { parameter: 'event' });
    const viewer = await this.doors.viewerOf(request);
    return this.left.list(viewer, { ref, ...(event === undefined ? {} : { event }) });
  }

  @Says('Asks for something back', { takes: RecallBody })
  @Post(':item/recall')
  async recall(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Param('item') item: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.left.recall(await this.doors.viewerOf(request), ref, item, recallingIn(body));
  }

  @Says('Writes down what whoever has it said', { takes: AnswerBody })
  @Post(':item/answer')
  async answer(
    @Req() request: unknown,
    @Param('ref') ref: string,
    @Param('item') item: string,
    @Body() body: unknown,
  ): Promise<object> {
    return this.left.answer(await this.doors.viewerOf(request), ref, item, answeringIn(body));
  }
}
