import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { SealedPair } from '@tributary/identity';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import type { Form } from '../access/own-words';
import { type Asking, type Given, sendDeskPage } from '../page/desk';
import { requireFor } from '../page/menu';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { DONE, faultsOf, pairPage, pairsPage, readEnding, readSealing } from './sealed-facts';

const HERE = '/sealed-pairs';

/**
 * Who a child was, sealed apart from who they become, for the adoption team that knows both. No page holds either of the
 * two, and no address a reference. Whoever acts in another role gets one answer, before anything is looked for.
 */
@Controller('sealed-pairs')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class SealedPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'sealed' | 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response, @Query('done') done?: unknown): Promise<void> {
    requireFor(HERE, session.person.role);
    const { sealed, directory } = this.options;
    const pairs = pairsPage(await sealed.list(session.person));
    await sendDeskPage({ session, response }, directory, {
      ...{ view: 'sealed-pairs', title: 'Sealed pairs', here: HERE, given: undefined },
      facts: () => ({ pairs, done: typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done] : undefined }),
    });
  }

  @Get('new')
  async form(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    requireFor(HERE, session.person.role);
    await this.showForm({ session, response });
  }

  @Post('new')
  async seal(@Session() session: SignedIn, @Res() response: Response, @Body() form: Form): Promise<void> {
    requireFor(HERE, session.person.role);
    const asking = { session, response };
    const { sealing, ...given } = readSealing(form);
    if (given.faults.length > 0) return this.showForm(asking, given);
    try {
      await this.options.sealed.open(session.person, sealing);
    } catch (error) {
      return this.showForm(asking, { ...given, faults: faultsOf(error) });
    }
    response.redirect(303, `${HERE}?done=sealed`);
  }

  @Get(':id')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    requireFor(HERE, session.person.role);
    await this.show({ session, response }, await this.theirs(session, id));
  }

  @Post(':id/end')
  async end(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    requireFor(HERE, session.person.role);
    const asking = { session, response };
    const pair = await this.theirs(session, id);
    const given = readEnding(form);
    if (given.faults.length > 0) return this.show(asking, pair, given);
    try {
      await this.options.sealed.end(session.person, pair.id, (given.typed['child'] ?? '').toLowerCase());
    } catch (error) {
      return this.show(asking, pair, { ...given, faults: faultsOf(error) });
    }
    response.redirect(303, `${HERE}?done=ended`);
  }

  /** The same for a pair that another agency sealed as for one that is not there. */
  private async theirs({ person }: SignedIn, id: string): Promise<SealedPair> {
    const pair = (await this.options.sealed.list(person)).find((one) => one.id === id);
    if (!pair)
      throw new Problem('sealed-unknown', 404, 'No such pair', 'Open the pairs of your agency, and choose one.');
    return pair;
  }

  private async showForm(asking: Asking, given?: Given): Promise<void> {
    await sendDeskPage(asking, this.options.directory, {
      ...{ view: 'seal-form', title: 'Seal a pair', here: HERE, given, facts: () => ({}) },
    });
  }

  private async show(asking: Asking, pair: SealedPair, given?: Given): Promise<void> {
    await sendDeskPage(asking, this.options.directory, {
      ...{ view: 'sealed-pair', title: 'A sealed pair', here: HERE, given },
      facts: (view) => ({ pair: pairPage(pair, view) }),
    });
  }
}
