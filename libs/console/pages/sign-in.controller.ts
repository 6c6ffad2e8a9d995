import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Redirect,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { personIn } from '@tributary/alerting';
import { Problem } from '@tributary/kernel';
import type { Request, Response } from 'express';
import { PageFilter } from '../page.filter';
import { sendPage } from '../page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { checkSite, pastedToken, signedIn, signedOut } from '../session';
import { SessionGuard } from '../signed-in';

/** Signing in with a token that somebody was given, until pages lead to the OpenID provider themselves. */
@Controller()
@UseFilters(PageFilter)
export class SignInController {
  constructor(@Inject(CONSOLE) private readonly options: ConsoleOptions) {}

  @Get()
  @Redirect('/inbox', 302)
  home(): void {}

  @Get('sign-in')
  form(@Res() response: Response): void {
    sendPage(response, 'sign-in', {});
  }

  @Post('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response, @Body() body: { token?: unknown } | undefined) {
    checkSite(request.get('sec-fetch-site'));
    const token = pastedToken(body?.token);
    const fault = token === undefined ? 'Paste the whole token' : await this.faultOf(token);
    if (token === undefined || fault !== undefined) {
      response.status(422);
      sendPage(response, 'sign-in', { error: fault });
      return;
    }
    response.setHeader('Set-Cookie', signedIn(token, this.options.secure));
    response.redirect(303, '/inbox');
  }

  @Post('sign-out')
  @UseGuards(SessionGuard)
  @HttpCode(303)
  signOut(@Res() response: Response): void {
    response.setHeader('Set-Cookie', signedOut(this.options.secure));
    response.redirect(303, '/sign-in');
  }

  /** In one sentence, why a token is not good here; undefined where it is. */
  private async faultOf(token: string): Promise<string | undefined> {
    try {
      personIn(await this.options.tokens.verify(token));
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return error.code === 'token-refused'
        ? 'The token is not good here, or has run out: get a new one'
        : error.detail;
    }
  }
}
