import { Controller, Get, Inject, Param, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { parseChronologyQuery } from '@tributary/chronology';
import { londonDate, Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { childPage } from './child-facts';
import type { Glance, Timeline } from './child-told';
import { spanUpTo, stepsAround } from './child-span';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

const PURPOSE = 'direct-work';
/** More than a child has in six months, unless something is wrong; the page says where it stopped. */
const LIMIT = 300;
type Raw = Readonly<Record<string, unknown>>;

/** One child, by the reader's agency's own reference. Each look is in the ledger. */
@Controller('children')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ChildController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get(':ref')
  async child(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string, @Query() raw: Raw) {
    const asked = typeof raw['asKnownOn'] === 'string' ? raw['asKnownOn'].trim() : '';
    try {
      await this.show(session, response, { ref, asked, until: raw['until'] });
    } catch (error) {
      if (isUnknown(error)) return this.sendUnknown(session, response, ref);
      const fault = faultOfDay(error);
      if (fault === undefined) throw error;
      // The page as it is now, with what was wrong about the day.
      response.status(400);
      await this.show(session, response, { ref, asked: '', until: undefined, fault, typed: asked });
    }
  }

  /** The same for a child that is not there and one of whom nothing is open: both lead on to the same form. */
  private async sendUnknown(session: SignedIn, response: Response, ref: string): Promise<void> {
    const frame = await frameFor(session, this.options.directory);
    response.status(404);
    sendPage(response, 'child-unknown', { ...frame, ref, title: 'No child that you may see' });
  }

  private async show(session: SignedIn, response: Response, look: Look): Promise<void> {
    const { children, people, directory } = this.options;
    const { person } = session;
    const { ref, asked, fault } = look;
    const query = parseChronologyQuery({ asKnownOn: asked, purpose: PURPOSE }, person.agency, systemClock());
    const glance = (await children.child({ viewer: person, ref, purpose: PURPOSE })) as Glance;
    const day = londonDate(query.question?.at ?? glance.asOf);
    const span = spanUpTo(day, look.until);
    const timeline = (await children.chronology(person, ref, { ...query, filter: span, limit: LIMIT })) as Timeline;
    const around = await people.of({ viewer: person, ref, purpose: PURPOSE });
    const view = await directory.current();
    sendPage(response, 'child', {
      ...(await frameFor(session, directory)),
      child: childPage({ glance, timeline, around, span, view, reader: person.agency }),
      months: stepsAround(span, day, asked),
      ...(asked ? { asked } : {}),
      typed: look.typed ?? asked,
      ...(fault ? { fault, faultError: { text: fault } } : {}),
      title: `${fault ? 'Error: ' : ''}What is known of a child`,
    });
  }
}

const isUnknown = (error: unknown): boolean => error instanceof Problem && error.code === 'child-unknown';

type Look = Readonly<{ ref: string; asked: string; until: unknown; fault?: string; typed?: string }>;

const DAY_FAULTS: Readonly<Record<string, string>> = {
  'as-known-on-wrong': 'Enter a day that exists, like 2026-03-07',
  'as-known-on-ahead': 'Enter today or a day that has passed',
};
const faultOfDay = (error: unknown): string | undefined =>
  error instanceof Problem ? DAY_FAULTS[error.code] : undefined;
