import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ACTIONS, type Answer, OUTCOMES } from '@tributary/alerting';
import { isUuid, parsePosition, Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { alertPage, inboxRow } from '../alert-facts';
import { PageFilter } from '../page.filter';
import { frameFor, sendPage } from '../page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../signed-in';
import { sentence, spoken } from '../words';

const PAGE = 25;
const NOTE_LIMIT = 2_000;
type Form = Readonly<Record<string, unknown>>;
type Fault = Readonly<{ field: 'action' | 'outcome' | 'act-note' | 'close-note'; text: string }>;

/** My alerts, and one of them with what I can answer. */
@Controller('inbox')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class InboxController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async mine(@Session() session: SignedIn, @Res() response: Response, @Query('cursor') cursor?: unknown) {
    const before = typeof cursor === 'string' && isUuid(cursor) ? { before: cursor } : {};
    const { alerts, next } = await this.options.alerts.mine(session.person, { limit: PAGE, ...before });
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'inbox', {
      ...frame,
      title: 'Your alerts',
      here: '/inbox',
      alerts: alerts.map(inboxRow),
      next,
    });
  }

  @Get(':id')
  async one(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Query('after') after?: unknown,
  ) {
    const position = typeof after === 'string' ? parsePosition(after) : undefined;
    // Where the read models are late the page still comes: as it was before, and a reload shows the answer.
    if (position) await this.options.waitFor(position);
    await this.show(session, response, id);
  }

  @Post(':id/acknowledge')
  async acknowledge(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string) {
    await this.answer(session, response, id, { kind: 'acknowledge' });
  }

  @Post(':id/act')
  async act(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    const action = chosen(form['action'], ACTIONS);
    if (action === undefined)
      return this.refuse(session, response, id, { field: 'action', text: 'Choose what you did' });
    const note = noteIn(form);
    if (note === undefined) return this.refuse(session, response, id, { field: 'act-note', text: TOO_LONG });
    return this.answer(session, response, id, { kind: 'act', action, ...note });
  }

  @Post(':id/close')
  async close(@Session() session: SignedIn, @Res() response: Response, @Param('id') id: string, @Body() form: Form) {
    const outcome = chosen(form['outcome'], OUTCOMES);
    if (outcome === undefined)
      return this.refuse(session, response, id, { field: 'outcome', text: 'Choose whether it was of use' });
    const note = noteIn(form);
    if (note === undefined) return this.refuse(session, response, id, { field: 'close-note', text: TOO_LONG });
    return this.answer(session, response, id, { kind: 'close', outcome, ...note });
  }

  private async answer(session: SignedIn, response: Response, id: string, answer: Answer): Promise<void> {
    const { position } = await this.options.alerts.answer(session.person, id, answer);
    response.redirect(303, `/inbox/${id}?after=${position}`);
  }

  private async refuse(session: SignedIn, response: Response, id: string, error: Fault): Promise<void> {
    response.status(422);
    await this.show(session, response, id, error);
  }

  private async show(session: SignedIn, response: Response, id: string, error?: Fault): Promise<void> {
    const alert = alertPage(await this.options.alerts.one(session.person, id));
    const faults = error ? { error, [`${error.field}Error`]: { text: error.text } } : {};
    const frame = await frameFor(session, this.options.directory);
    const title = `${error ? 'Error: ' : ''}${alert.heading}`;
    const choices = { actions: radios(ACTIONS), outcomes: radios(OUTCOMES) };
    sendPage(response, 'alert', { ...frame, ...choices, ...faults, alert, title });
  }
}

const TOO_LONG = 'Write at most 2,000 characters';

const chosen = <const V extends readonly string[]>(value: unknown, values: V): V[number] | undefined =>
  values.find((one) => one === value);

/** Undefined where it is too long. */
function noteIn(form: Form): { note?: string } | undefined {
  const note = form['note'];
  if (note === undefined || note === '') return {};
  if (typeof note !== 'string') throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
  return note.length > NOTE_LIMIT ? undefined : { note };
}

const radios = (values: readonly string[]) => values.map((value) => ({ value, text: sentence(spoken(value)) }));
