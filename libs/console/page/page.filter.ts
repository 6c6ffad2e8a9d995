import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { problemDocument } from '@tributary/intake';
import { Problem } from '@tributary/kernel';
import { awayProblem } from '@tributary/runtime';
import type { Request, Response } from 'express';
import { sendPage } from './page';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { signedOut } from './session';

/** A problem as a page: what happened and what to do. Who is not signed in is led to where they can. */
@Catch()
export class PageFilter implements ExceptionFilter {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'unexpected' | 'secure'>) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const { code, status, title, detail } = problemDocument(asProblem(error));
    if (status >= 500) this.options.unexpected?.(error, `${request.method} page`);
    if (status === 401) {
      response.setHeader('Set-Cookie', signedOut(this.options.secure));
      response.redirect(303, `/sign-in${backTo(request)}`);
      return;
    }
    if (code === 'role-not-chosen') {
      response.redirect(303, `/role${backTo(request)}`);
      return;
    }
    response.status(status);
    sendPage(response, 'problem', { title, detail });
  }
}

/** So that a link from a message still leads to its page. */
const backTo = ({ method, originalUrl }: Request): string =>
  method === 'GET' && originalUrl !== '/inbox' ? `?to=${encodeURIComponent(originalUrl)}` : '';

/** Another library's error by its status alone: its message quotes what was sent. */
function asProblem(error: unknown): unknown {
  if (!(error instanceof HttpException)) return awayProblem(error) ?? error;
  const status = error.getStatus();
  return status < 500
    ? new Problem('request-wrong', status, 'This cannot be done', 'Go back and try again.')
    : new Problem('unexpected', status, 'Something went wrong here', 'It was logged; try again later.');
}
