import { readFile } from 'node:fs/promises';
import { Problem } from '@tributary/kernel';
import type { Config } from '@tributary/runtime';
import type { Pool } from 'pg';
import { CONSOLE_CLIENT, LocalProvider, localIssuer } from './provider/local-provider';
import { RelyingParty } from './session/relying-party';
import { Sessions } from './session/sessions';
import { AccessTokens, remoteTokenSource } from './tokens/access-tokens';
import type { SignIns } from './tokens/reader-context';

export type SignIn = Readonly<{
  /** For calls of the API. */
  tokens: AccessTokens;
  /** For people at the pages. */
  party: RelyingParty;
  sessions: Sessions;
  people: SignIns;
  /** Only where no OIDC_ISSUER is set. */
  provider?: LocalProvider;
}>;

type Settings = Pick<
  Config,
  'env' | 'home' | 'port' | 'publicUrl' | 'oidcIssuer' | 'oidcClient' | 'sessionIdle' | 'sessionLongest'
>;

/** Signs in with OIDC_ISSUER; without one, with the local provider that this process can mount under /oidc. */
export function signInOf(config: Settings, people: SignIns, pool: Pool): SignIn {
  const sessions = new Sessions({ pool, limits: { idleMs: config.sessionIdle, longestMs: config.sessionLongest } });
  const base = (config.publicUrl ?? `http://127.0.0.1:${config.port}`).replace(/\/$/, '');
  const { oidcIssuer, oidcClient } = config;
  if (oidcIssuer !== undefined) {
    const tokens = new AccessTokens(remoteTokenSource(oidcIssuer), people);
    const clientSecret = async (): Promise<string | undefined> => secretIn(oidcClient.secretFile);
    const party = new RelyingParty({
      issuer: oidcIssuer,
      clientId: oidcClient.id,
      clientSecret,
      base,
      claim: oidcClient.claim,
    });
    return { tokens, party, sessions, people };
  }
  return { sessions, people, ...locally(config, people, base) };
}

function locally({ env, home, port, publicUrl }: Settings, people: SignIns, base: string) {
  const issuer = localIssuer(publicUrl);
  const callback = `${base}/sign-in/callback`;
  const provider = new LocalProvider({ env, home, issuer, callback, clients: () => people.clients() });
  const party = new RelyingParty({
    issuer,
    clientId: CONSOLE_CLIENT,
    clientSecret: () => provider.consoleSecret(),
    base,
    claim: 'sub',
    askAgain: true,
    own: (url, options) => fetch(url.replace(new URL(url).origin, `http://127.0.0.1:${port}`), options),
  });
  return { tokens: new AccessTokens(provider.tokenSource, people), party, provider };
}

async function secretIn(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw new Problem(
      'client-secret-missing',
      500,
      'The secret of the OpenID client cannot be read',
      'OIDC_CLIENT_SECRET_FILE names no readable file',
    );
  }
}
