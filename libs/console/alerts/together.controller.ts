import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { AlertView, Person } from '@tributary/alerting';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import type { Form } from './alert-form';
import { acknowledgedIn, type Told, togetherPage } from './together-facts';
import { togetherWords } from './inbox-facts';
import { waited } from './waited';
import type { Glance } from '../child/child-told';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';

const PURPOSE = 'direct-work';
/** An alert that meets one of these meanwhile leaves the others to be acknowledged. */
const GONE: readonly string[] = ['alert-unknown', 'alert-for-information'];

type Asking = Readonly<{ session: SignedIn; response: Response; id: string }>;
type Said = Readonly<{ fault?: string; done?: string }>;

/** My alerts about brothers and sisters that came near each other, read on one page and acknowledged each for itself. */
@Controller('inbox/:id/together')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class TogetherController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async show(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await waited(this.options, query['after']);
    const { alerts } = this.options;
    const told = await alerts.together(session.person, id);
    // The tie was taken back, or the others are done: what is left has its own page.
    if (told.length < 2) return response.redirect(303, `/inbox/${id}`);
    await this.page({ session, response, id }, await this.named(told, session.person), { ...doneIn(query) });
  }

  @Post()
  async acknowledge(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const { alerts } = this.options;
    const told = await this.named(await alerts.together(session.person, id), session.person);
    const chosen = acknowledgedIn(form, told);
    if (chosen.length === 0) {
      response.status(422);
      return this.page({ session, response, id }, told, { fault: 'Tick what you have seen' });
    }
    const positions: string[] = [];
    for (const one of chosen) positions.push(...(await this.answer(session.person, one)));
    const query = new URLSearchParams({
      done: String(positions.length),
      left: String(chosen.length - positions.length),
      ...(positions.length > 0 ? { after: positions.at(-1) ?? '' } : {}),
    });
    response.redirect(303, `/inbox/${id}/together?${query.toString()}`);
  }

  /** One decision for each, as on its own page; none where somebody else has it by now. */
  private async answer(person: Person, id: string): Promise<readonly string[]> {
    try {
      return [(await this.options.alerts.answer(person, id, { kind: 'acknowledge' })).position];
    } catch (error) {
      if (error instanceof Problem && GONE.includes(error.code)) return [];
      throw error;
    }
  }

  private async page({ session, response, id }: Asking, told: readonly Told[], said: Said): Promise<void> {
    const frame = await frameFor(session, this.options.directory);
    const title = `${said.fault ? 'Error: ' : ''}${togetherWords(told)}`;
    sendPage(response, 'together', { ...frame, ...said, id, title, here: '/inbox', together: togetherPage(told) });
  }

  /** Who each child is, as far as this reader may see it; each look is in the ledger. */
  private async named(alerts: readonly AlertView[], viewer: Person): Promise<readonly Told[]> {
    return Promise.all(alerts.map(async (alert) => ({ alert, name: await this.nameOf(alert, viewer) })));
  }

  private async nameOf({ child }: AlertView, viewer: Person): Promise<string | undefined> {
    if (child === null) return undefined;
    try {
      return ((await this.options.children.child({ viewer, ref: child, purpose: PURPOSE })) as Glance).names[0];
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }
}

function doneIn({ done, left }: Readonly<Record<string, unknown>>): Said {
  const [count, lost] = [done, left].map(Number);
  if (!count && !lost) return {};
  const taken = count === 1 ? '1 alert was acknowledged.' : `${count} alerts were acknowledged.`;
  return { done: lost ? `${taken} ${lost} could not be: somebody else has it by now, or it is done.` : taken };
}
