import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { type Fault, faultFacts, faultOfWords, type Form, titled, wordsIn } from './own-words';
import { OUTCOMES, type ReadVerdict, readVerdict, reviewPage, reviewsPage } from './review-facts';

const DONE: Readonly<Record<string, string>> = {
  reviewed: 'Your review stands beside the opening.',
  ended: 'The link is ended. What their role may see opens to them again.',
};
type Asking = Readonly<{ session: SignedIn; response: Response }>;
type Ending = Readonly<{ id: string; typed: string; fault: Fault }>;

/** What seniors look at. What is not theirs to review is not there. */
@Controller('reviews')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ReviewsController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response, @Query('done') done?: unknown): Promise<void> {
    await this.list({ session, response }, { ...(typeof done === 'string' ? { done: DONE[done] } : {}) });
  }

  @Get(':id')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    await this.show({ session, response }, id);
  }

  @Post(':id')
  async review(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const { typed, faults, outcome } = readVerdict(form);
    if (faults.length > 0 || !outcome) return this.show({ session, response }, id, { typed, faults });
    await this.options.grants.reviews.review(session.person, id, { outcome, note: typed.note });
    response.redirect(303, '/reviews?done=reviewed');
  }

  @Post('links/:id/end')
  async end(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const reason = wordsIn(form, 'reason');
    const fault = faultOfWords(reason, `reason-${id}`, 'Say why it does not hold');
    if (fault) return this.list({ session, response }, { ending: { id, typed: reason, fault } });
    await this.options.grants.links.end(session.person, id, { reason });
    response.redirect(303, '/reviews?done=ended');
  }

  private async list(
    { session, response }: Asking,
    { done, ending }: Readonly<{ done?: string | undefined; ending?: Ending }>,
  ): Promise<void> {
    const { grants, directory } = this.options;
    const { person } = session;
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const [waiting, links, rates] = await Promise.all([
      grants.reviews.waiting(person),
      grants.links.toldTo(person),
      grants.reviews.rates(person),
    ]);
    const faults = ending ? [ending.fault] : [];
    if (ending) response.status(422);
    sendPage(response, 'reviews', {
      ...{ ...frame, ...faultFacts(faults), done, page: reviewsPage(waiting, links, rates, view) },
      ...(ending ? { ending: ending.id, typed: ending.typed } : {}),
      ...{ title: titled('What you have to review', faults), here: '/reviews' },
    });
  }

  private async show(
    { session, response }: Asking,
    id: string,
    given?: Pick<ReadVerdict, 'typed' | 'faults'>,
  ): Promise<void> {
    const { grants, directory } = this.options;
    const { opening, looks } = await grants.reviews.one(session.person, id);
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'review', {
      ...{ ...frame, ...faultFacts(faults), opening: reviewPage(opening, looks, view), outcomes: OUTCOMES },
      ...{ typed: given?.typed ?? {}, title: titled('An opened record', faults), here: '/reviews' },
    });
  }
}
