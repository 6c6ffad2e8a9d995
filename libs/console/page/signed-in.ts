import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Person } from '@tributary/alerting';
import { type PractitionerId, Problem } from '@tributary/kernel';
import type { Hat } from '@tributary/sign-in';
import type { Request } from 'express';
import { LIVE_HEADER } from './live';
import { CONSOLE, type ConsoleOptions } from '../ports';
import { checkForm, checkSite, sessionIn } from './session';

/** Who is signed in, the one role they act in, and all that they hold. */
export type SignedIn = Readonly<{ person: Person; name: string; hats: readonly Hat[] }>;
/** Somebody signed in who has not chosen a role yet, or holds none now. */
export type Known = Readonly<{ practitioner: PractitionerId; name: string; hats: readonly Hat[]; hat?: Hat }>;
type WithSession = Request & { known?: Known };

/** Lets in whoever is signed in, in a role or not yet; and a form only where this session's own page held it. */
@Injectable()
export class KnownGuard implements CanActivate {
  constructor(@Inject(CONSOLE) private readonly options: Pick<ConsoleOptions, 'signIn'>) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WithSession>();
    const name = sessionIn(request.headers.cookie);
    const { sessions, people } = this.options.signIn;
    // What a page asks for by itself keeps nobody signed in who has gone away.
    const isLook = request.get(LIVE_HEADER) === undefined;
    const session = name === undefined ? undefined : await sessions.find(name, isLook);
    if (name === undefined || !session) throw nobody();
    // The directory is asked each time: whoever leaves a role is out of it with the next page.
    const hats = await people.hatsOf(session.practitioner);
    const hat = hats.find((one) => one.role === session.hat?.role && one.agency === session.hat.agency);
    request.known = { practitioner: session.practitioner, name, hats, ...(hat ? { hat } : {}) };
    if (request.method === 'POST') {
      checkSite(request.get('sec-fetch-site'));
      checkForm(name, (request.body as { form?: unknown } | undefined)?.form);
    }
    return this.admits(request.known);
  }

  protected admits(_known: Known): boolean {
    return true;
  }
}

/** Lets in whoever acts in a role. */
@Injectable()
export class SessionGuard extends KnownGuard {
  protected override admits({ hat }: Known): boolean {
    if (hat) return true;
    throw new Problem('role-not-chosen', 403, 'Choose a role', 'Choose the role that you act in.');
  }
}

const nobody = (): Problem => new Problem('sign-in-needed', 401, 'Sign in', 'You are not signed in.');

const knownIn = (context: ExecutionContext): Known => {
  const { known } = context.switchToHttp().getRequest<WithSession>();
  if (!known) throw nobody();
  return known;
};

export const Whoever = createParamDecorator((_: unknown, context: ExecutionContext): Known => knownIn(context));

export const Session = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const { practitioner, name, hats, hat } = knownIn(context);
  if (!hat) throw nobody();
  return { person: { practitioner, ...hat }, name, hats };
});
