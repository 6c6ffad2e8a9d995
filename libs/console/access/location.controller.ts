import { Body, Controller, Get, Inject, Param, Post, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import type { Typed } from './opening-facts';
import { type Fault, faultFacts, faultOfWords, type Form, titled, wordsIn } from './own-words';

const WHOSE = [
  { value: 'child', text: 'The child’s' },
  { value: 'household', text: 'Somebody’s of the household' },
] as const;
const DONE: Readonly<Record<string, string>> = {
  sealed: 'Where the child is stands in no answer from now on.',
  lifted: 'What your agency sealed is lifted.',
};
type Asking = Readonly<{ session: SignedIn; response: Response; ref: string }>;
type Given = Typed & Readonly<{ lifting?: boolean }>;

/** A protected address, sealed and lifted by hand. */
@Controller('children/:ref/location')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class LocationController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get()
  async form(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Query('done') done?: unknown,
  ): Promise<void> {
    await this.show({ session, response, ref }, undefined, typeof done === 'string' ? DONE[done] : undefined);
  }

  @Post()
  async seal(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const [chosen, reason] = [wordsIn(form, 'whose'), wordsIn(form, 'reason')];
    const whose = WHOSE.find(({ value }) => value === chosen)?.value;
    const fault = faultOfWords(reason, 'reason', 'Say why');
    const faults = [
      ...(whose ? [] : [{ field: 'whose', text: 'Choose whose address it is' }]),
      ...(fault ? [fault] : []),
    ];
    const asking = { session, response, ref };
    if (!whose || faults.length > 0) return this.show(asking, { typed: { whose: chosen, reason }, faults });
    const refused = await this.refusalOf(
      'whose',
      this.options.grants.addresses.seal(session.person, ref, { whose, reason }),
    );
    if (refused) return this.show(asking, { typed: { whose: chosen, reason }, faults: [refused] });
    response.redirect(303, `/children/${encodeURIComponent(ref)}/location?done=sealed`);
  }

  @Post('lift')
  async lift(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const reason = wordsIn(form, 'reason');
    const fault =
      faultOfWords(reason, 'lift-reason', 'Say why') ??
      (await this.refusalOf('lift-reason', this.options.grants.addresses.lift(session.person, ref, { reason })));
    if (fault)
      return this.show({ session, response, ref }, { typed: { lift: reason }, faults: [fault], lifting: true });
    response.redirect(303, `/children/${encodeURIComponent(ref)}/location?done=lifted`);
  }

  /** What the person can do something about, at the field that it is about. */
  private async refusalOf(field: string, work: Promise<unknown>): Promise<Fault | undefined> {
    try {
      await work;
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || !REFUSED.includes(error.code)) throw error;
      return { field, text: `${error.title}. ${error.detail}` };
    }
  }

  private async show({ session, response, ref }: Asking, given?: Given, done?: string): Promise<void> {
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'location', {
      ...{ ...(await frameFor(session, this.options.directory)), ...faultFacts(faults), ref, whose: WHOSE, done },
      ...{ typed: given?.typed ?? {}, lifting: given?.lifting ?? false, title: titled('Protected address', faults) },
    });
  }
}

const REFUSED: readonly string[] = ['role-may-not-seal', 'seal-unknown'];
