import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { recordUnknown } from '@tributary/identity';
import { isUuid, Problem, type RecordId } from '@tributary/kernel';
import type { Response } from 'express';
import type { Form } from '../access/own-words';
import { type Asking, type Given, sendDeskPage } from '../page/desk';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { CHANGED } from './match-words';
import { agencyChoices, DONE, NOT_FOUND, readFinding, readUnlinking, recordPage, waitingLines } from './record-facts';

/** The records that make up a child, and taking one out of it. */
@Controller('records')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class RecordPagesController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'recordMoves' | 'directory'>) {}

  @Get()
  async all(@Session() session: SignedIn, @Res() response: Response): Promise<void> {
    await this.list({ session, response });
  }

  /** Sent and not linked to: no reference of a child stands in an address. */
  @Post()
  async find(@Session() session: SignedIn, @Res() response: Response, @Body() form: Form): Promise<void> {
    const { finding, faults } = readFinding(form, await this.options.directory.current());
    const asking = { session, response };
    if (faults.length > 0) return this.list(asking, { typed: finding, faults, status: 422 });
    try {
      const { record } = await this.options.recordMoves.find(session.person, finding);
      response.redirect(303, `/records/${record}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'record-unknown') throw error;
      return this.list(asking, { typed: finding, faults: [NOT_FOUND], status: 422 });
    }
  }

  @Get(':id')
  async one(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Query('done') done?: unknown,
  ): Promise<void> {
    await this.show({ session, response }, id, undefined, done);
  }

  @Post(':id')
  async unlink(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('id') id: string,
    @Body() form: Form,
  ): Promise<void> {
    const asking = { session, response };
    const { unlinking, typed, faults } = readUnlinking(form);
    if (!unlinking) return this.show(asking, id, { typed, faults, status: 422 });
    try {
      const { outcome } = await this.options.recordMoves.unlink(session.person, known(id), unlinking);
      response.redirect(303, `/records/${id}?done=${outcome}`);
    } catch (error) {
      if (!(error instanceof Problem) || !STALE.includes(error.code)) throw error;
      return this.show(asking, id, { typed, faults: [CHANGED], status: 409 });
    }
  }

  private async list({ session, response }: Asking, given?: Given): Promise<void> {
    const { recordMoves, directory } = this.options;
    const waiting = await recordMoves.waiting(session.person);
    await sendDeskPage({ session, response }, directory, {
      ...{ view: 'records', title: 'The records of a child', here: '/matches', given },
      facts: (view) => ({ waiting: waitingLines(waiting, view), agencies: agencyChoices(view) }),
    });
  }

  private async show({ session, response }: Asking, id: string, given?: Given, done?: unknown): Promise<void> {
    const { recordMoves, directory } = this.options;
    const shown = await recordMoves.look(session.person, known(id));
    await sendDeskPage({ session, response }, directory, {
      ...{ view: 'record', title: 'Is this record of this child', here: '/matches', given },
      facts: (view) => ({
        ...{ record: recordPage(shown, view), grave: GRAVE },
        done: Object.entries(DONE).find(([name]) => name === done)?.[1],
      }),
    });
  }
}

const STALE: readonly string[] = ['match-changed', 'record-moved'];
const GRAVE =
  'Two stewards have to agree to take it out: the child is under a plan, looked after or protected, or a number says otherwise.';

function known(id: string): RecordId {
  if (isUuid(id)) return id as RecordId;
  throw recordUnknown();
}
