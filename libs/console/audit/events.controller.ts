import { Body, Controller, Get, HttpCode, Inject, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { requireFor } from '../page/menu';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { type Fault, faultOf, type Given, givenIn, missingIn, NOTHING_GIVEN, orderOf, tablesFor } from './events-form';

const HERE = '/audit/events';

/** Rows of events without names, for analysts: the file that the command line and the API give. */
@Controller('audit/events')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class EventsController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'eventFiles' | 'directory'>) {}

  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    requireFor(HERE, session.person.role);
    await this.show(session, response, NOTHING_GIVEN);
  }

  @Post()
  @HttpCode(200)
  async make(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Body() form: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    requireFor(HERE, session.person.role);
    const given = givenIn(form);
    const missing = missingIn(given);
    if (missing) return this.refuse(session, response, given, missing);
    try {
      await this.options.eventFiles.send(session.person, orderOf(given), response);
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      await this.refuse(session, response, given, fault);
    }
  }

  private async refuse(session: SignedIn, response: Response, given: Given, error: Fault): Promise<void> {
    response.status(422);
    await this.show(session, response, given, error);
  }

  private async show(session: SignedIn, response: Response, given: Given, error?: Fault): Promise<void> {
    sendPage(response, 'events', {
      ...(await frameFor(session, this.options.directory)),
      title: `${error ? 'Error: ' : ''}Events without names`,
      ...{ here: HERE, given, error, tables: tablesFor(given) },
      errors: error ? { [error.field]: { text: error.text } } : {},
    });
  }
}
