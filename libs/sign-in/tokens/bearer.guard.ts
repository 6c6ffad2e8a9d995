import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Problem } from '@tributary/kernel';
import type { Request } from 'express';
import { AccessTokens, refused } from './access-tokens';
import type { ReaderContext } from './reader-context';

type WithReader = Request & { reader?: ReaderContext };

/** Lets in whoever brings a good token; the request then carries who it is. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(@Inject(AccessTokens) private readonly tokens: AccessTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithReader>();
    const match = /^Bearer +([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '');
    if (!match?.[1]) throw refused('There is no token.');
    request.reader = await this.tokens.verify(match[1]);
    return this.admits(request.reader);
  }

  protected admits(_reader: ReaderContext): boolean {
    return true;
  }
}

/** Lets in agencies' own systems only. */
@Injectable()
export class AgencyGuard extends BearerGuard {
  protected override admits(reader: ReaderContext): boolean {
    if (reader.kind === 'agency') return true;
    throw new Problem(
      'agency-only',
      403,
      'For agencies’ systems',
      'Use the token of an agency’s client, not a person’s.',
    );
  }
}

/** The reader that the guard let in. */
export const Reader = createParamDecorator((_: unknown, context: ExecutionContext): ReaderContext => {
  const { reader } = context.switchToHttp().getRequest<WithReader>();
  if (!reader) throw refused('There is no token.');
  return reader;
});
