import { Body, Controller, Get, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { ReplayOrder } from '@tributary/audit';
import { type AgencyId, instantAt, parsePlainDate, Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { hindsightPage, replayPage } from './audit-facts';
import { textsOf } from '../page/form-texts';
import { requireFor } from '../page/menu';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const FIELDS = ['agency', 'child', 'day', 'time', 'purpose'] as const;
type Field = (typeof FIELDS)[number];
type Given = Readonly<Record<Field, string>>;
type Fault = Readonly<{ field: Field; text: string }>;
const HERE = '/audit';

/** Replays for auditors: one moment beside now, hindsight apart. */
@Controller('audit')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class AuditController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'audit' | 'directory'>) {}

  @Get()
  async form(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    requireFor(HERE, session.person.role);
    await this.show(session, response, NOTHING);
  }

  @Post()
  async ask(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Body() form: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    requireFor(HERE, session.person.role);
    const given = textsOf(form, FIELDS);
    const fault = faultOf(given);
    if (fault) return this.refuse(session, response, given, fault);
    try {
      const id = await this.options.audit.ask(session.person, orderOf(given));
      response.redirect(303, `/audit/replays/${id}`);
    } catch (error) {
      const known = error instanceof Problem ? PROBLEMS[error.code] : undefined;
      if (!known) throw error;
      await this.refuse(session, response, given, known);
    }
  }

  @Get('replays/:id')
  async replay(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    requireFor(HERE, session.person.role);
    const view = await this.options.audit.view(session.person, id);
    const replay = replayPage(view, await this.options.directory.current());
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'replay', { ...frame, title: 'As known then', here: HERE, replay });
  }

  @Get('replays/:id/hindsight')
  async hindsight(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    requireFor(HERE, session.person.role);
    const found = await this.options.audit.hindsight(session.person, id);
    const page = hindsightPage(found, await this.options.directory.current());
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'hindsight', { ...frame, ...page, title: 'Hindsight', here: HERE });
  }

  /** Byte for byte what the API and the command line answer. */
  @Get('replays/:id/replay.json')
  async canonical(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string): Promise<void> {
    requireFor(HERE, session.person.role);
    const { json, row, equal } = await this.options.audit.canonical(session.person, id);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Disposition', `attachment; filename="replay-${row.id}.json"`);
    response.setHeader('Replay-Digest', `sha-256=${row.digest}`);
    response.setHeader('Replay-Equal', String(equal));
    response.type('application/json').send(json);
  }

  private async refuse(session: SignedIn, response: Response, given: Given, error: Fault): Promise<void> {
    response.status(422);
    await this.show(session, response, given, error);
  }

  private async show(session: SignedIn, response: Response, given: Given, error?: Fault): Promise<void> {
    const { agencies } = (await this.options.directory.current()).document;
    const chosen = given.agency || session.person.agency;
    sendPage(response, 'audit', {
      ...(await frameFor(session, this.options.directory)),
      title: `${error ? 'Error: ' : ''}Replay what was known`,
      here: HERE,
      given,
      agencies: agencies.map(({ id, name }) => ({ value: id, text: name, selected: id === chosen })),
      error,
      errors: error ? { [error.field]: { text: error.text } } : {},
    });
  }
}

const NOTHING: Given = { agency: '', child: '', day: '', time: '', purpose: '' };

const PROBLEMS: Readonly<Record<string, Fault>> = {
  'child-unknown': { field: 'child', text: 'That agency has no child of this reference' },
  'purpose-missing': { field: 'purpose', text: 'Enter the purpose as a code word: small letters, digits and hyphens' },
  'as-known-on-wrong': { field: 'day', text: 'Enter a day such as 2026-03-07' },
  'as-known-on-ahead': { field: 'day', text: 'That time has not come yet' },
};

function faultOf({ child, day, time, purpose }: Given): Fault | undefined {
  if (child === '') return { field: 'child', text: 'Enter the reference of the child' };
  if (!parsePlainDate(day)) return PROBLEMS['as-known-on-wrong'];
  if (time !== '' && !TIME.test(time)) return { field: 'time', text: 'Enter a time such as 09:30' };
  return purpose === '' ? { field: 'purpose', text: 'Enter the purpose: no replay is made without one' } : undefined;
}

function orderOf({ agency, child, day, time, purpose }: Given): ReplayOrder {
  const date = parsePlainDate(day);
  const asKnownOn = date && time !== '' ? instantAt(date, time) : day;
  return { child, asKnownOn, purpose, ...(agency === '' ? {} : { agency: agency as AgencyId }) };
}
