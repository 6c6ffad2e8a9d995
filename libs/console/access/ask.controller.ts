import { Body, Controller, Get, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { AgencyId, DataClass } from '@tributary/kernel';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import type { Typed } from './opening-facts';
import { faultFacts, type Form, titled } from './own-words';
import { askChoices, readAsking } from './request-facts';

/** What the pages read a child for; what is shared in answer opens for it. */
const PURPOSE = 'direct-work';
const REFUSED: readonly string[] = ['kind-not-askable', 'answerer-missing'];
type Asking = Readonly<{ session: SignedIn; response: Response; ref: string }>;

/** Asking a supplier for what a child's page says is not shown. */
@Controller('children/:ref/requests')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class AskController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.show({ session, response, ref });
  }

  @Post()
  async ask(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const asking = { session, response, ref };
    const { supplier, dataClass, reason, ...given } = readAsking(form);
    if (given.faults.length > 0) return this.show(asking, given);
    try {
      const asked = { supplier: supplier as AgencyId, dataClass: dataClass as DataClass, reason, purpose: PURPOSE };
      await this.options.grants.requests.ask(session.person, ref, asked);
    } catch (error) {
      if (!(error instanceof Problem) || !REFUSED.includes(error.code)) throw error;
      return this.show(asking, { ...given, faults: [{ field: 'kind', text: `${error.title}. ${error.detail}` }] });
    }
    response.redirect(303, '/requests?done=asked');
  }

  private async show({ session, response, ref }: Asking, given?: Typed): Promise<void> {
    const { grants, directory } = this.options;
    const askable = await grants.requests.askable(session.person, ref, PURPOSE);
    const [frame, view] = await Promise.all([frameFor(session, directory), directory.current()]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'ask', {
      ...{ ...frame, ...faultFacts(faults), ref, choices: askChoices(askable, view), typed: given?.typed ?? {} },
      title: titled('Ask for what is not shown to you', faults),
    });
  }
}
