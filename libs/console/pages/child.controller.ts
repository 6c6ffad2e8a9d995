import { Controller, Get, Inject, Param, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { parseChronologyQuery } from '@tributary/chronology';
import { systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { childPage, type Glance, type Timeline } from '../child-facts';
import { PageFilter } from '../page.filter';
import { frameFor, sendPage } from '../page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../signed-in';

const PURPOSE = 'direct-work';

/** One child, by the reader's agency's own reference. Each look is in the ledger. */
@Controller('children')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ChildController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get(':ref')
  async child(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Query() raw: Readonly<Record<string, unknown>>,
  ) {
    const { children, directory } = this.options;
    const { person } = session;
    const asked = typeof raw['asKnownOn'] === 'string' && raw['asKnownOn'] !== '' ? raw['asKnownOn'] : undefined;
    const query = parseChronologyQuery(
      { asKnownOn: raw['asKnownOn'], cursor: raw['cursor'], purpose: PURPOSE },
      person.agency,
      systemClock(),
    );
    const glance = (await children.child({ viewer: person, ref, purpose: PURPOSE })) as Glance;
    const timeline = (await children.chronology(person, ref, query)) as Timeline;
    const page = childPage(glance, timeline, await directory.current(), asked);
    const frame = await frameFor(session, directory);
    sendPage(response, 'child', { ...frame, child: page, asked, title: 'What is known of a child' });
  }
}
