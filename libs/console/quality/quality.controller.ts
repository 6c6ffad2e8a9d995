import { Controller, Get, Inject, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { requireFor } from '../page/menu';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { liveTables, measuredTables } from './quality-facts';

/** How good the matching is, for those who look after it. */
@Controller('match-quality')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class QualityPageController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'matchQuality' | 'directory'>) {}

  @Get()
  async show(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    requireFor('/match-quality', session.person.role);
    const { matchQuality, directory } = this.options;
    const [quality, view] = await Promise.all([matchQuality(), directory.current()]);
    sendPage(response, 'quality', {
      ...(await frameFor(session, directory)),
      title: 'How good the matching is',
      here: '/match-quality',
      hub: liveTables(quality, view),
      measured: measuredTables(quality),
      measuredOn: quality.measured.on,
      accepted: quality.live.acceptedPerHundred,
    });
  }
}
