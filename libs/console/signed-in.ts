import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Person, personIn } from '@tributary/alerting';
import { Problem } from '@tributary/kernel';
import type { Request } from 'express';
import { CONSOLE, type ConsoleOptions } from './ports';
import { checkForm, checkSite, tokenIn } from './session';

/** Who is signed in, and the token that says so. */
export type SignedIn = Readonly<{ person: Person; token: string }>;
type WithSession = Request & { session?: SignedIn };

/** Lets in whoever is signed in; and a form only where this session's own page held it. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'tokens'>) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithSession>();
    const token = tokenIn(request.headers.cookie);
    if (token === undefined) throw nobody();
    const person = personIn(await this.options.tokens.verify(token));
    request.session = { person, token };
    if (request.method === 'POST') {
      checkSite(request.get('sec-fetch-site'));
      checkForm(token, (request.body as { form?: unknown } | undefined)?.form);
    }
    return true;
  }
}

const nobody = (): Problem => new Problem('sign-in-needed', 401, 'Sign in', 'You are not signed in.');

export const Session = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { session } = context.switchToHttp().getRequest<WithSession>();
  if (!session) throw nobody();
  return session;
});
