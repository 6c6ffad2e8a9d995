import { Body, Controller, Get, Inject, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { DESK_ROLES, ROLES } from '@tributary/directory';
import { isUuid, londonDate, Problem, systemClock, uuidv7 } from '@tributary/kernel';
import type { Hat } from '@tributary/sign-in';
import type { Response } from 'express';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { concernEvent, kindFor } from './concern-event';
import { concernIn, emptyForm, type Faults, faultsIn, type Given, givenIn } from './concern-form';

/** A concern recorded by hand, for who has no system that would send it: a volunteer, a GP’s receptionist. */
@Controller('concerns/new')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class ConcernPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'byHand' | 'directory'>) {}

  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    requireWork(session.person);
    await this.show(session, response, { given: emptyForm(uuidv7(), londonDate(systemClock())), faults: {} });
  }

  @Post()
  async send(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Body() form: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    requireWork(session.person);
    const given = givenIn(form);
    const sector = await this.sectorOf(session.person);
    const faults = faultsIn(given, kindFor(sector).list, londonDate(systemClock()));
    if (Object.keys(faults).length > 0) {
      response.status(422);
      return this.show(session, response, { given, faults });
    }
    const event = concernEvent(concernIn(given, uuidv7()), session.person, sector);
    const receipt = await this.options.byHand.state(session.person.agency, event);
    if (receipt.counts.parked > 0) throw notTaken(receipt.id);
    response.redirect(303, `/concerns/new/sent?receipt=${receipt.id}`);
  }

  /** Says nothing of the concern: the page may stay open on a desk. */
  @Get('sent')
  async sent(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Query('receipt') receipt?: unknown,
  ): Promise<void> {
    const number = typeof receipt === 'string' && isUuid(receipt) ? receipt : undefined;
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'concern-sent', { ...frame, title: 'Concern recorded', number });
  }

  private async sectorOf({ agency }: Hat): Promise<string | undefined> {
    return (await this.options.directory.current()).agency(agency)?.sector;
  }

  private async show(session: SignedIn, response: Response, asked: { given: Given; faults: Faults }): Promise<void> {
    const { given, faults } = asked;
    const { list } = kindFor(await this.sectorOf(session.person));
    const errorList = Object.entries(faults).map(([field, text]) => ({ text, href: `#${field}` }));
    sendPage(response, 'concern-form', {
      ...(await frameFor(session, this.options.directory)),
      title: `${errorList.length > 0 ? 'Error: ' : ''}Record a concern`,
      ...{ given, errorList },
      errors: Object.fromEntries(Object.entries(faults).map(([field, text]) => [field, { text }])),
      kinds: Object.entries(list.codes).map(([value, text]) => ({ value, text, checked: value === given.concern })),
    });
  }
}

/** Throws a Problem for roles in which nobody works with a child. */
function requireWork({ role }: Hat): void {
  if (!DESK_ROLES.includes(role) && role !== ROLES.analyst) return;
  throw new Problem(
    'role-wrong',
    403,
    'This page is not for your role',
    'Concerns are recorded by who works with children. If you hold such a role too, change to it and open the page again.',
  );
}

const notTaken = (receipt: string): Problem =>
  new Problem(
    'concern-not-taken',
    422,
    'The concern could not be taken in',
    'It was kept aside for whoever manages your agency’s feeds. Ring children’s services if it cannot wait.',
    { receipt },
  );
