import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res, UseFilters, UseGuards } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Response } from 'express';
import { frameFor, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { Session, SessionGuard, type SignedIn } from '../page/signed-in';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { GROUND_CHOICES, HOURS, readBreaking, readStating, type Typed } from './opening-facts';
import { type Fault, faultFacts, type Form, titled } from './own-words';

type Asking = Readonly<{ session: SignedIn; response: Response; ref: string }>;
type Kind = Parameters<ConsoleOptions['grants']['openings']['standing']>[2];

/** The page of each way in: its view, its address below the child's, and what it lets people choose. */
const PAGES = {
  'break-glass': {
    ...{ view: 'glass', path: 'break-glass', title: 'Open a child’s record in an emergency' },
    choices: { hours: HOURS },
    untyped: { hours: '1' },
  },
  'protection-ground': {
    ...{ view: 'protection', path: 'protection-ground', title: 'See who else knows a child' },
    choices: { grounds: GROUND_CHOICES },
    untyped: {},
  },
} as const satisfies Readonly<Record<Kind, object>>;

/** Opening a child in an emergency, and saying that one should see nothing of it. No page says whether there is one. */
@Controller('children/:ref')
@UseFilters(PageFilter)
@UseGuards(SessionGuard)
export class OpeningController {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'grants' | 'directory'>) {}

  @Get('break-glass')
  async ask(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.show('break-glass', { session, response, ref });
  }

  @Post('break-glass')
  async breakGlass(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const { openings } = this.options.grants;
    const { reason, basis, hours, ...given } = readBreaking(form);
    await this.open('break-glass', { session, response, ref }, given, () =>
      openings.breakGlass(session.person, ref, { reason, basis, hours }),
    );
  }

  @Get('protection-ground')
  async askGround(@Session() session: SignedIn, @Res() response: Response, @Param('ref') ref: string): Promise<void> {
    await this.show('protection-ground', { session, response, ref });
  }

  @Post('protection-ground')
  async stateGround(
    @Session() session: SignedIn,
    @Res() response: Response,
    @Param('ref') ref: string,
    @Body() form: Form,
  ): Promise<void> {
    const { openings } = this.options.grants;
    const { ground, reason, ...given } = readStating(form);
    await this.open('protection-ground', { session, response, ref }, given, async () =>
      ground ? openings.stateGround(session.person, ref, { ground, reason }) : undefined,
    );
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

  /** Leads to the page that says what is open; with what is wrong, back to what was typed. */
  private async open(kind: Kind, asking: Asking, given: Typed, send: () => Promise<unknown>): Promise<void> {
    const faults = given.faults.length > 0 ? given.faults : await faultsOf(send);
    if (faults.length > 0) return this.show(kind, asking, { ...given, faults });
    asking.response.redirect(303, `/children/${encodeURIComponent(asking.ref)}/${PAGES[kind].path}`);
  }

  private async show(kind: Kind, { session, response, ref }: Asking, given?: Typed): Promise<void> {
    const { grants, directory } = this.options;
    const { view: name, title, choices, untyped } = PAGES[kind];
    const [frame, view, open] = await Promise.all([
      frameFor(session, directory),
      directory.current(),
      grants.openings.standing(session.person, ref, kind),
    ]);
    const faults = given?.faults ?? [];
    if (faults.length > 0) response.status(422);
    sendPage(response, name, {
      ...{ ...frame, ...faultFacts(faults), ...choices, ref, typed: given?.typed ?? untyped },
      ...(open ? { open: { ...open, reviewer: view.practitioner(open.reviewer)?.name ?? 'Your manager' } } : {}),
      title: titled(title, faults),
    });
  }
}

/** What is wrong where nothing opened and the person can do something about it. */
async function faultsOf(send: () => Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await send();
    return [];
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'reviewer-missing') throw error;
    return [{ field: 'reason', text: error.detail }];
  }
}

/** Whoever must not know whether a child is there is not told by this either. */
function passOverUnknown(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'child-unknown') throw error;
}
