import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import type { Typed } from './opening-facts';
import { faultFacts, faultOfWords, type Form, titled, wordsIn } from './own-words';
import { OUTCOMES, readAnswer, requestLine, SHARE_DAYS, shareBoxes } from './request-facts';

const DONE: Readonly<Record<string, string>> = {
  asked: 'Your request waits for the agency that supplied it.',
  answered: 'Your answer stands. Whoever asked has been told.',
  replied: 'It waits for their answer again.',
};
type Asking = Readonly<{ session: SignedIn; response: Response; id: string }>;
type Given = Typed & Readonly<{ ticked?: readonly string[] }>;

/** Both sides of a request: what became of mine, and what waits for my answer. */
@Controller('requests')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class RequestsController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response, @Query('done') done?: unknown): Promise<void> {
    const { grants, directory } = this.options;
    const { person } = session;
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const [waiting, mine] = await Promise.all([grants.answers.waiting(person), grants.requests.mine(person)]);
    sendPage(response, 'requests', {
      ...{ ...frame, title: 'Requests', here: '/requests' },
      waiting: waiting.map((one) => requestLine(one, view)),
      mine: mine.map((one) => requestLine(one, view)),
      done: typeof done === 'string' ? DONE[done] : undefined,
    });
  }

  @Get(':id')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    await this.show({ session, response, id });
  }

  @Post(':id/answer')
  async answer(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const { answer, ...given } = readAnswer(form);
    if (!answer) return this.show({ session, response, id }, given);
    await this.options.grants.answers.answer(session.person, id, answer);
    response.redirect(303, '/requests?done=answered');
  }

  @Post(':id/reply')
  async reply(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const words = wordsIn(form, 'words');
    const fault = faultOfWords(words, 'words', 'Answer their question');
    if (fault) return this.show({ session, response, id }, { typed: { words }, faults: [fault] });
    await this.options.grants.requests.reply(session.person, id, { words });
    response.redirect(303, '/requests?done=replied');
  }

  private async show({ session, response, id }: Asking, given?: Given): Promise<void> {
    const { directory } = this.options;
    const [frame, view, found] = await Promise.all([
      frameFor(session, directory),
      directory.current(),
      this.find(session, id),
    ]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'request', {
      ...{ ...frame, ...faultFacts(faults), request: requestLine(found.request, view), outcomes: OUTCOMES },
      ...(found.shareable ? { boxes: shareBoxes(found.shareable), days: SHARE_DAYS } : {}),
      ...{ typed: given?.typed ?? { days: '7' }, ticked: given?.ticked ?? [] },
      ...{ title: titled('A request', faults), here: '/requests' },
    });
  }

  /** One that the reader made, else one that waits for them. */
  private async find({ person }: SignedIn, id: string): Promise<Found> {
    const { requests, answers } = this.options.grants;
    const mine = (await requests.mine(person)).find((one) => one.id === id);
    if (mine) return { request: mine };
    return answers.one(person, id);
  }
}

type Answerable = Awaited<ReturnType<ConsoleOptions['grants']['answers']['one']>>;
type Found = Pick<Answerable, 'request'> & Partial<Pick<Answerable, 'shareable'>>;
