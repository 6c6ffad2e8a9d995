import type { Directory } from '@tributary/directory';
import type { Response } from 'express';
import { liveVersion } from './live';
import { menuFor } from './menu';
import { render } from './render';
import { formToken } from './session';
import type { Known, SignedIn } from './signed-in';
import { stylesVersion } from './styles';
import { sentence, spoken } from './words';

/** Nothing from elsewhere, no frame around it, no form to another place; and no script, but ours on a live page. */
const policy = (live: boolean): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(live ? ["script-src 'self'", "connect-src 'self'"] : []),
  ].join('; ');

/**
 * `live` in the facts of a page that is brought up to date by itself: what there is, in a few words, for whoever cannot
 * see what changed.
 */
export function sendPage(response: Response, view: string, facts: Readonly<Record<string, unknown>>): void {
  response.setHeader('Content-Security-Policy', policy(facts['live'] !== undefined));
  response.setHeader('Cache-Control', 'no-store');
  response.type('html').send(render(view, { ...facts, stylesVersion, liveVersion }));
}

type Directories = Pick<Directory, 'current'>;

/** What each page of somebody signed in has: who they are, in which role, where they can go, its forms’ token. */
export async function frameFor(session: SignedIn, directory: Directories): Promise<object> {
  const view = await directory.current();
  const { practitioner, role, agency } = session.person;
  return {
    person: {
      name: view.practitioner(practitioner)?.name ?? practitioner,
      role: spoken(role),
      agency: view.agency(agency)?.name ?? agency,
      hats: session.hats.length,
    },
    menu: menuFor(role, view.managedBy(practitioner).length > 0),
    formToken: formToken(session.name),
  };
}

/** The roles that somebody holds, to choose one from. */
export async function rolesPage({ name, hats, hat }: Known, directory: Directories): Promise<object> {
  const view = await directory.current();
  const items = hats.map(({ role, agency }) => ({
    value: `${role} ${agency}`,
    text: sentence(spoken(role)),
    hint: { text: view.agency(agency)?.name ?? agency },
  }));
  return { hats: items, chosen: hat && `${hat.role} ${hat.agency}`, formToken: formToken(name), title: 'Your role' };
}
