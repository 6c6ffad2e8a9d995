import type { Directory } from '@tributary/directory';
import type { PractitionerId } from '@tributary/kernel';
import type { Hat, SignInClient, SignIns } from './tokens/reader-context';

/** What an agency's own system may do with its token. */
const SCOPES = ['feed'];

/** The directory as sign-in needs it. Each agency that has a feed, or takes notices, is a client of its id. */
export class DirectorySignIns implements SignIns {
  constructor(private readonly directory: Pick<Directory, 'current'>) {}

  async clients(): Promise<readonly SignInClient[]> {
    const { document } = await this.directory.current();
    const told = document.agencies.filter(({ notices }) => notices).map(({ id }) => id);
    const agencies = new Set([...document.feeds.map((feed) => feed.agency), ...told]);
    return [...agencies].map((agency) => ({ id: agency, agency, scopes: SCOPES }));
  }

  async holds(...[practitioner, role, agency]: Parameters<SignIns['holds']>): Promise<boolean> {
    return (await this.directory.current()).holds(practitioner, role, agency);
  }

  async personOf(subject: string): Promise<PractitionerId | undefined> {
    const { practitioners } = (await this.directory.current()).document;
    return practitioners.find((one) => (one.subject ?? one.id) === subject)?.id;
  }

  async hatsOf(practitioner: PractitionerId): Promise<readonly Hat[]> {
    const roles = (await this.directory.current()).practitioner(practitioner)?.roles ?? [];
    return roles.map(({ role, agency }) => ({ role, agency }));
  }

  async people(): ReturnType<SignIns['people']> {
    const view = await this.directory.current();
    return view.document.practitioners.map(({ id, name, subject, roles }) => ({
      id,
      subject: subject ?? id,
      name,
      hats: roles.map(({ role, agency }) => ({ role, agency })),
    }));
  }
}
