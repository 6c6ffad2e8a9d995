import { Controller, Get, Inject, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { sentence, spoken, timeInWords } from '../page/words';

const NEWEST = 50;

/** What whoever raised a concern hears: that it was seen, by which role, and when. */
@Controller('concerns')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ConcernsController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'alerts' | 'directory'>) {}

  @Get()
  async seen(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    const { alerts, directory } = this.options;
    const rows = (await alerts.feedback(session.person, NEWEST)).map(({ child, seenAt, seenByRole }) => [
      { text: timeInWords(seenAt) },
      { text: sentence(spoken(seenByRole)) },
      { text: 'The child it is about', href: `/children/${child}` },
    ]);
    const frame = await frameFor(session, directory);
    sendPage(response, 'concerns', { ...frame, rows, title: 'Concerns that your agency raised', here: '/inbox' });
  }
}
