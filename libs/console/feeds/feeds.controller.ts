import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ROLES } from '@tributary/directory';
import { formatOf } from '@tributary/feeds';
import type { FeedState, Redriven } from '@tributary/intake';
import { isUuid, londonDate, Problem, systemClock } from '@tributary/kernel';
import type { Response } from 'express';
import { declarationRows } from './declaration-facts';
import { deliveriesTable, parkedBoxes, receiptPage, redrivenWords } from './delivery-facts';
import { badgeOf, checklistRows, contractRows } from './checklist-facts';
import type { At } from './at';
import { feedPage, feedsTable, troubleWords } from './feed-facts';
import { PageFilter } from '../page/page.filter';
import { frameFor, sendPage } from '../page/page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { readerOf } from './reader';
import { reasonItems, redrivePage } from './redrive-facts';

const PARKED = 25;
const DELIVERIES = 10;
const NOBODY_CHOSEN = 'Choose the records to send again';
type Asked = Readonly<Record<string, unknown>>;
type Shown = Readonly<{ error?: string; done?: string; doneTitle?: string }>;
const DECLARED = 'It is recorded, and counts for what is delivered from now on.';

/** How feeds do and what they left parked, for those who mend them. */
@Controller('feeds')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class FeedsPagesController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    const reader = readerOf(session);
    const { feeds, directory, onboarding } = this.options;
    const ofAll = session.person.role === ROLES.operator;
    const found = await feeds.all(reader);
    const at = await this.now(found);
    const rows = feedsTable(found, { ...at, contracts: await onboarding.contractsOf(found) }, ofAll);
    const live = troubleWords(found, at);
    const frame = await frameFor(session, directory);
    sendPage(response, 'feeds', { ...frame, title: 'Feeds', here: '/feeds', feeds: rows, live, ofAll, asOf: at.asOf });
  }

  @Get(':feed')
  async one(@Session() session: SignedIn, @Res() response: Response, @Param('feed') id: string, @Query() asked: Asked) {
    const done = redrivenIn(asked);
    const told = asked['standing'] === 'declared' ? { done: DECLARED, doneTitle: 'Declared' } : {};
    await this.show({ session, response, id, asked }, done ? { done: redrivenWords(done) } : told);
  }

  @Get(':feed/receipts/:receipt')
  async receipt(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param() { feed, receipt }: { feed: string; receipt: string },
    @Query('after') after?: unknown,
  ): Promise<void> {
    const from = typeof after === 'string' && /^\d{1,9}$/.test(after) ? Number(after) : undefined;
    const found = await this.options.feeds.receipt(readerOf(session), feed, receipt, from);
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'receipt', { ...frame, title: 'Receipt', here: '/feeds', feed, receipt: receiptPage(found) });
  }

  @Post(':feed/redrive')
  async redrive(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('feed') id: string,
    @Body() form: Asked,
  ): Promise<void> {
    const reader = readerOf(session);
    const chosen = idsIn(form['id']);
    if (chosen.length === 0) {
      response.status(422);
      return this.show({ session, response, id, asked: {} }, { error: NOBODY_CHOSEN });
    }
    const { feeds } = this.options;
    const { tried, redriven } = await feeds.redriveSome(reader, id, chosen);
    response.redirect(303, `/feeds/${id}?tried=${tried}&redriven=${redriven}`);
  }

  @Post(':feed/standing')
  async declare(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('feed') id: string,
    @Body() form: Asked,
  ): Promise<void> {
    await this.options.declarations.declare(readerOf(session), id, form['live'] === 'yes');
    response.redirect(303, `/feeds/${id}?standing=declared`);
  }

  private async now(feeds: readonly FeedState[]): Promise<At> {
    const { directory, feedDays } = this.options;
    const asOf = systemClock();
    const ids = feeds.map(({ id }) => id);
    return { view: await directory.current(), asOf, heard: await feedDays.of(ids, londonDate(asOf)) };
  }

  private async show(
    { session, response, id, asked }: { session: SignedIn; response: Response; id: string; asked: Asked },
    shown: Shown,
  ): Promise<void> {
    const { feeds, redrives, directory, onboarding } = this.options;
    const reader = readerOf(session);
    const feed = await feeds.one(reader, id);
    const [checklist, contract, parked, deliveries, reasons, runs] = await Promise.all([
      onboarding.checklist(reader, id),
      onboarding.contract(reader, id),
      feeds.parked(reader, id, { cursor: uuidIn(asked['parked']), limit: PARKED }),
      feeds.deliveries(reader, id, { cursor: uuidIn(asked['deliveries']), limit: DELIVERIES }),
      feeds.parkedReasons(reader, id),
      redrives.all(reader, id),
    ]);
    const at = await this.now([feed]);
    const manages = session.person.role === ROLES.feedManager && session.person.agency === feed.agency;
    sendPage(response, 'feed', {
      ...(await frameFor(session, directory)),
      doneTitle: 'Sent again',
      ...shown,
      title: `${shown.error ? 'Error: ' : ''}Feed ${id}`,
      here: '/feeds',
      live: troubleWords([feed], at),
      feed: feedPage(feed, at),
      checklist: checklistRows(checklist),
      badge: badgeOf(contract),
      contract: contractRows(contract),
      declared: declarationRows(feed, at.view),
      mapped: manages && formatOf(feed.format)?.mapped === true,
      manages,
      parked: parkedBoxes(parked.parked),
      nextParked: parked.next,
      reasons: reasonItems(reasons),
      redrives: redrivePage(runs, at.view),
      deliveries: deliveriesTable(id, deliveries),
      nextDeliveries: deliveries.next,
    });
  }
}

const uuidIn = (value: unknown): string | undefined => (typeof value === 'string' && isUuid(value) ? value : undefined);

/** Throws a Problem where somebody made up what a form sends. */
function idsIn(value: unknown): readonly string[] {
  const ids: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (ids.length <= PARKED && ids.every((id): id is string => typeof id === 'string' && isUuid(id))) return ids;
  throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
}

/** What the form before came to, in figures alone. */
function redrivenIn(asked: Asked): Redriven | undefined {
  const figure = (name: string): number => {
    const value = asked[name];
    return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : 0;
  };
  if (asked['tried'] === undefined) return undefined;
  const [tried, redriven] = [figure('tried'), figure('redriven')];
  return { tried, redriven, stillParked: Math.max(0, tried - redriven) };
}
