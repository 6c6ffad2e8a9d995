import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { faultFacts, type Form, titled } from '../access/own-words';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { LOOK_AGAIN, OUTCOMES, readRelease, type ReadRelease, releasePage, releasesPage } from './release-facts';

const DONE: Readonly<Record<string, string>> = {
  released: 'It is released to the agencies that you named.',
  withheld: 'It stays held back. Your ground stands beside it.',
};
type Asking = Readonly<{ session: SignedIn; response: Response; event: string }>;

/** What a role holds back until it is released. What is not theirs to decide is not there. */
@Controller('releases')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ReleasePagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response, @Query('done') done?: unknown): Promise<void> {
    const { grants, directory } = this.options;
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const held = await grants.releases.all(session.person);
    sendPage(response, 'releases', {
      ...{ ...frame, title: 'Held back', here: '/releases', page: releasesPage(held, view) },
      done: typeof done === 'string' ? DONE[done] : undefined,
    });
  }

  @Get(':event')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('event') event: string): Promise<void> {
    await this.show({ session, response, event });
  }

  @Post(':event')
  async decide(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('event') event: string,
    @Body() form: Form,
  ): Promise<void> {
    const given = readRelease(form, systemClock());
    if (!given.decision) return this.show({ session, response, event }, given);
    await this.options.grants.releases.decide(session.person, event, given.decision);
    response.redirect(303, `/releases?done=${given.decision.outcome}`);
  }

  private async show({ session, response, event }: Asking, given?: ReadRelease): Promise<void> {
    const { grants, directory } = this.options;
    const found = await grants.releases.one(session.person, event);
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'release', {
      ...{ ...frame, ...faultFacts(faults), one: releasePage(found, view), outcomes: OUTCOMES, days: LOOK_AGAIN },
      ...{ typed: given?.typed ?? { days: '5' }, ticked: given?.ticked ?? [] },
      ...{ title: titled('Something held back', faults), here: '/releases' },
    });
  }
}
