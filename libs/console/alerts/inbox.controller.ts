import { Controller, Get, Inject, Param, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { waitingFor } from '../access/waiting';
import { systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { showAlert } from './alert-screen';
import { askedIn, inboxPage, waitingTitle, waitingWords, wantedIn } from './inbox-facts';
import { waited } from './waited';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

const PAGE = 25;

/** My alerts, and one of them. What was not sent to the reader in this role is not there. */
@Controller('inbox')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class InboxController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async mine(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Query() raw: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { alerts, directory } = this.options;
    const asked = askedIn(raw);
    const work = await alerts.work(session.person, wantedIn(asked), { skip: (asked.page - 1) * PAGE, limit: PAGE });
    const frame = await frameFor(session, directory);
    sendPage(response, 'inbox', {
      ...frame,
      title: waitingTitle(work),
      here: '/inbox',
      live: waitingWords(work),
      inbox: inboxPage(work, asked),
      waiting: await waitingFor(this.options, session.person, systemClock()),
    });
  }

  @Get(':id')
  async one(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Query('after') after?: unknown,
  ): Promise<void> {
    await waited(this.options, after);
    await showAlert(this.options, { session, response, id });
  }
}
