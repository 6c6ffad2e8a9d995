import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import type { LocalProvider } from '@tributary/sign-in';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

export type TokenOptions = Readonly<{ client?: string; user?: string; role?: string; agency?: string; json?: boolean }>;

/** Prints an access token of the local provider, for scripts; with OIDC_ISSUER set, tokens come from there. */
export async function token(options: TokenOptions): Promise<number> {
  const made = await tokenFor(options);
  print(options.json ?? false, { token: made }, [made]);
  return EXIT.done;
}

export async function tokenFor(options: TokenOptions): Promise<string> {
  return withRooms(async (base, { signIn }) => {
    const { provider } = signIn;
    if (!provider)
      throw new Problem(
        'no-local-provider',
        400,
        'Tokens come from your provider',
        'OIDC_ISSUER is set: ask it for a token',
      );
    if (options.client) return provider.issueClientToken(options.client);
    if (options.user)
      return personToken(provider, options.user, options, (await base.directory.current()).practitioner(options.user));
    throw new Problem('token-for-whom', 400, 'For whom?', 'Give --client <agency> or --user <practitioner>');
  });
}

type Known = Readonly<{ roles: readonly Readonly<{ role: RoleCode; agency: AgencyId }>[] }> | undefined;

async function personToken(
  provider: LocalProvider,
  user: string,
  options: TokenOptions,
  known: Known,
): Promise<string> {
  const held = known?.roles.find(
    (one) => (!options.role || one.role === options.role) && (!options.agency || one.agency === options.agency),
  );
  if (held) return provider.issueUserToken(user as PractitionerId, held.role, held.agency);
  throw new Problem(
    'person-unknown',
    404,
    'Nobody of that id holds that role',
    'The directory lists practitioners and their roles',
  );
}
