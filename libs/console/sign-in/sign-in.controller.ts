import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Redirect,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Request, Response } from 'express';
import { rolesPage, sendPage } from '../page/page';
import { PageFilter } from '../page/page.filter';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { attemptIn, cameBack, leaving, ownPage, signedIn, signedOut } from '../page/session';
import { type Known, KnownGuard, Whoever } from '../page/signed-in';

/** Signing in with the OpenID provider, and out again. */
@Controller()
@UseFilters(PageFilter)
export class SignInController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  @Redirect('/inbox', 302)
  home(): void {}

  @Get('sign-in')
  form(@Res() response: Response, @Query('to') to?: unknown): void {
    sendPage(response, 'sign-in', {
      to: encodeURIComponent(ownPage(to)),
      demo: this.options.signIn.provider !== undefined,
    });
  }

  @Get('sign-in/start')
  async start(@Res() response: Response, @Query('to') to?: unknown): Promise<void> {
    const { location, attempt } = await this.options.signIn.party.begin();
    response.setHeader('Set-Cookie', leaving({ ...attempt, to: ownPage(to) }, this.options.secure));
    response.redirect(303, location);
  }

  @Get('sign-in/callback')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { signIn, secure } = this.options;
    const attempt = attemptIn(request.headers.cookie);
    if (!attempt) throw unfinished();
    const query = new URL(request.originalUrl, 'http://here').search;
    const practitioner = await signIn.people.personOf(await signIn.party.finish(query, attempt));
    if (practitioner === undefined) throw stranger();
    const hats = await signIn.people.hatsOf(practitioner);
    const name = await signIn.sessions.open(practitioner, hats.length === 1 ? hats[0] : undefined);
    response.setHeader('Set-Cookie', [cameBack(secure), signedIn(name, secure)]);
    response.redirect(303, hats.length === 1 ? attempt.to : `/role?to=${encodeURIComponent(attempt.to)}`);
  }

  @Post('sign-out')
  @UseGuards(KnownGuard)
  @HttpCode(303)
  async signOut(@Whoever() { name }: Known, @Res() response: Response): Promise<void> {
    await this.options.signIn.sessions.close(name);
    response.setHeader('Set-Cookie', signedOut(this.options.secure));
    response.redirect(303, '/signed-out');
  }

  /** A page of its own: a form may lead nowhere else, and the provider's address is elsewhere. */
  @Get('signed-out')
  async signedOut(@Res() response: Response): Promise<void> {
    const { provider, party } = this.options.signIn;
    const leave = provider ? undefined : await party.leave().catch(() => undefined);
    sendPage(response, 'signed-out', { leave, title: 'You are signed out' });
  }

  /** Another role of the same person: what one may see is not usable under another. */
  @Get('role')
  @UseGuards(KnownGuard)
  async roles(@Whoever() known: Known, @Res() response: Response, @Query('to') to?: unknown): Promise<void> {
    await this.showRoles(known, response, { to: ownPage(to) });
  }

  @Post('role')
  @UseGuards(KnownGuard)
  async act(
    @Whoever() known: Known,
    @Res() response: Response,
    @Body() form: Readonly<{ hat?: unknown; to?: unknown }>,
  ): Promise<void> {
    const hat = known.hats.find((one) => `${one.role} ${one.agency}` === form.hat);
    const to = ownPage(form.to);
    if (!hat) {
      response.status(422);
      return this.showRoles(known, response, { to, error: 'Choose the role that you act in' });
    }
    await this.options.signIn.sessions.act(known.name, hat);
    response.redirect(303, to);
  }

  private async showRoles(known: Known, response: Response, facts: { to: string; error?: string }): Promise<void> {
    sendPage(response, 'role', { ...(await rolesPage(known, this.options.directory)), ...facts });
  }
}

const unfinished = (): Problem =>
  new Problem(
    'sign-in-failed',
    400,
    'You are not signed in',
    'Signing in was not finished, or took too long. Try again.',
  );

const stranger = (): Problem =>
  new Problem(
    'bearer-unknown',
    403,
    'You are not in the directory',
    'Your organisation knows you, and the directory of this area does not. Ask whoever keeps the directory.',
  );
