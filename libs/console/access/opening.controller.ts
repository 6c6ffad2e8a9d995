import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { HOURS, type Read, readBreaking } from './glass-facts';
import { type Fault, faultFacts, type Form, titled } from './own-words';

const TITLE = 'Open a child’s record in an emergency';
type Asking = Readonly<{ session: SignedIn; response: Response; ref: string }>;
type Typed = Pick<Read, 'typed' | 'faults'>;

/** Opening a child in an emergency, and saying that one should see nothing of it. No page says whether there is one. */
@Controller('children/:ref')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class OpeningController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get('break-glass')
  async ask(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.show({ session, response, ref });
  }

  @Post('break-glass')
  async open(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const asking = { session, response, ref };
    const { typed, hours, faults } = readBreaking(form);
    if (faults.length > 0) return this.show(asking, { typed, faults });
    const fault = await this.broken(asking, { ...typed, hours });
    if (fault) return this.show(asking, { typed, faults: [fault] });
    response.redirect(303, `/children/${encodeURIComponent(ref)}/break-glass`);
  }

  @Get('family-link')
  async link(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    const frame = await frameFor(session, this.options.directory);
    sendPage(response, 'family-link', { ...frame, ref, title: 'I am linked to this child’s family' });
  }

  @Post('family-link')
  @HttpCode(200)
  async declare(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.options.grants.links.declare(session.person, ref).catch(passOverUnknown);
    sendPage(response, 'family-link-done', { ...(await frameFor(session, this.options.directory)), title: 'Declared' });
  }

  private async show({ session, response, ref }: Asking, given?: Typed): Promise<void> {
    const { grants, directory } = this.options;
    const [frame, view, open] = await Promise.all([
      frameFor(session, directory),
      directory.current(),
      grants.glass.standing(session.person, ref),
    ]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, 'glass', {
      ...{ ...frame, ...faultFacts(faults), ref, hours: HOURS, typed: given?.typed ?? { hours: '1' } },
      ...(open ? { open: { ...open, reviewer: view.practitioner(open.reviewer)?.name ?? 'Your manager' } } : {}),
      title: titled(TITLE, faults),
    });
  }

  /** What is wrong where the glass did not break and the person can do something about it. */
  private async broken(
    { session, ref }: Asking,
    breaking: Parameters<ConsoleOptions['grants']['glass']['break']>[2],
  ): Promise<Fault | undefined> {
    try {
      await this.options.grants.glass.break(session.person, ref, breaking);
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'glass-no-reviewer') throw error;
      return { field: 'reason', text: error.detail };
    }
  }
}

/** Whoever must not know whether a child is there is not told by this either. */
function passOverUnknown(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'child-unknown') throw error;
}
