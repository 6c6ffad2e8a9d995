import { Body, Controller, Get, Inject, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { requireFor } from '../page/menu';
import { consumersOf, endpointsOf, givenWords, lettersOf } from './operations-facts';
import { failingOf } from './pull-facts';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

const LETTERS = 50;
type Asked = Readonly<Record<string, unknown>>;

/** What stands aside in the hub itself, for whoever keeps it running. */
@Controller('operations')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class OperationsController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async show(@Session() session: SignedIn, @Res() response: Response, @Query() asked: Asked): Promise<void> {
    requireFor('/operations', session.person.role);
    const { operations, directory } = this.options;
    const [parked, letters, endpoints, pulls, view] = await Promise.all([
      operations.parked(),
      operations.undelivered(LETTERS),
      operations.endpoints(),
      operations.failingPulls(),
      directory.current(),
    ]);
    sendPage(response, 'operations', {
      ...(await frameFor(session, directory)),
      title: 'Operations',
      here: '/operations',
      done: givenWords(asked),
      consumers: consumersOf(parked),
      letters: lettersOf(letters, view),
      endpoints: endpointsOf(endpoints, view),
      pulls: failingOf(pulls),
    });
  }

  @Post('redrive')
  async redrive(@Session() session: SignedIn, @Res() response: Response, @Body() form: Asked): Promise<void> {
    requireFor('/operations', session.person.role);
    const { taken, parked } = await this.options.operations.redrive(String(form['consumer']));
    response.redirect(303, `/operations?taken=${taken}&parked=${parked}`);
  }

  @Post('mail')
  async mail(@Session() session: SignedIn, @Res() response: Response, @Body() form: Asked): Promise<void> {
    requireFor('/operations', session.person.role);
    const again = await this.options.operations.sendAgain(String(form['letter']));
    response.redirect(303, `/operations?mail=${again ? 'again' : 'gone'}`);
  }

  @Post('calls')
  async calls(@Session() session: SignedIn, @Res() response: Response, @Body() form: Asked): Promise<void> {
    requireFor('/operations', session.person.role);
    const again = await this.options.operations.callAgain(String(form['agency']));
    response.redirect(303, `/operations?calls=${again ? 'again' : 'gone'}`);
  }
}
