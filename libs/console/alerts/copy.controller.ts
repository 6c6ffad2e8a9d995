import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import { sendFile } from '@tributary/audit';
import type { Response } from 'express';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { headingOf } from './inbox-facts';

/** “Copy to the child’s file”: the form says what it leads to, and nothing has left before it is sent. */
@Controller('inbox/:id/copy')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class CopyController {
  constructor(
    @Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'alerts' | 'alertCopies' | 'directory'>,
  ) {}

  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    const alert = await this.options.alerts.one(session.person, id);
    sendPage(response, 'alert-copy', {
      ...(await frameFor(session, this.options.directory)),
      ...{
        title: 'Copy to the child’s file',
        here: '/inbox',
        id,
        about: headingOf(alert),
        isOfChild: alert.child !== null,
      },
    });
  }

  @Post()
  @HttpCode(200)
  async make(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body('as') as: unknown,
  ): Promise<void> {
    const { alertCopies, directory } = this.options;
    if (as === 'pdf') return sendFile(response, await alertCopies.file(session.person, id));
    const sheet = await alertCopies.make(session.person, id, 'page');
    sendPage(response, 'alert-copied', {
      ...(await frameFor(session, directory)),
      ...{ title: sheet.title, here: '/inbox', id, sheet },
    });
  }
}
