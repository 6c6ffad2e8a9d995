import type { Config } from '@tributary/runtime';
import { AccessTokens, remoteTokenSource } from './access-tokens';
import { LocalProvider, localIssuer } from './local-provider';
import type { SignIns } from './reader-context';

export type SignIn = Readonly<{
  tokens: AccessTokens;
  /** Only where no OIDC_ISSUER is set. */ provider?: LocalProvider;
}>;

/** Checks tokens of OIDC_ISSUER; without one, of the local provider that this process can mount under /oidc. */
export function signInOf(config: Pick<Config, 'env' | 'home' | 'publicUrl' | 'oidcIssuer'>, signIns: SignIns): SignIn {
  const { env, home, publicUrl, oidcIssuer } = config;
  if (oidcIssuer !== undefined) return { tokens: new AccessTokens(remoteTokenSource(oidcIssuer), signIns) };
  const issuer = localIssuer(publicUrl);
  const provider = new LocalProvider({ env, home, issuer, clients: () => signIns.clients() });
  return { tokens: new AccessTokens(provider.tokenSource, signIns), provider };
}
