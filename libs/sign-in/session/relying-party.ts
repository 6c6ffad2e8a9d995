import { Problem } from '@tributary/kernel';
import * as oidc from 'openid-client';

/** What is kept in the browser between leaving for the provider and coming back. */
export type Attempt = Readonly<{ state: string; nonce: string; verifier: string }>;

export type RelyingPartyOptions = Readonly<{
  issuer: string;
  clientId: string;
  clientSecret: () => Promise<string | undefined>;
  /** Where people reach the pages, without a slash at the end. */
  base: string;
  /** The claim of the ID token that names the person in the directory. */
  claim: string;
  /** Asks again who it is, though the provider may know. */
  askAgain?: boolean;
  /** The provider is this process itself: its address is asked by this, and browsers find it under `base`. */
  own?: (url: string, options: object) => Promise<Response>;
}>;

const DISCOVERED_FOR = 3_600_000;
const SECONDS = 5;

/**
 * Signing people in by OpenID Connect: authorisation code with PKCE (RFC 7636), state and nonce, all of the provider
 * found by discovery (OpenID Connect Discovery 1.0).
 */
export class RelyingParty {
  private found: { at: number; configuration: Promise<oidc.Configuration> } | undefined;

  constructor(private readonly options: RelyingPartyOptions) {}

  get callback(): string {
    return `${this.options.base}/sign-in/callback`;
  }

  /** Where to send the browser, and what it brings back. Throws `issuer-unreachable`. */
  async begin(): Promise<Readonly<{ location: string; attempt: Attempt }>> {
    const configuration = await this.configuration();
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const location = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callback,
      scope: 'openid',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      ...(this.options.askAgain ? { prompt: 'login' } : {}),
    });
    return { location: this.forBrowsers(location), attempt };
  }

  /** Who came back, as the provider names them. Throws `sign-in-failed` for anything but an answer to that attempt. */
  async finish(query: string, attempt: Attempt): Promise<string> {
    const configuration = await this.configuration();
    const tokens = await oidc
      .authorizationCodeGrant(configuration, new URL(`${this.callback}${query}`), {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw isNetwork(error) ? unreachable() : failed();
      });
    const subject = tokens.claims()?.[this.options.claim];
    if (typeof subject !== 'string' || subject === '') throw failed();
    return subject;
  }

  /** Where people sign out of the provider too; undefined where it has no such place. */
  async leave(): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (!configuration.serverMetadata().end_session_endpoint) return undefined;
    const back = { client_id: this.options.clientId, post_logout_redirect_uri: `${this.options.base}/sign-in` };
    return this.forBrowsers(oidc.buildEndSessionUrl(configuration, back));
  }

  private async configuration(): Promise<oidc.Configuration> {
    const now = Date.now();
    if (!this.found || now - this.found.at > DISCOVERED_FOR) this.found = { at: now, configuration: this.discover() };
    try {
      return await this.found.configuration;
    } catch {
      this.found = undefined;
      throw unreachable();
    }
  }

  private async discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, own } = this.options;
    const secret = await this.options.clientSecret();
    const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret);
    const plain = issuer.startsWith('http:');
    const configuration = await oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
      timeout: SECONDS,
      ...(own ? { [oidc.customFetch]: own } : {}),
      ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    return configuration;
  }

  private forBrowsers(location: URL): string {
    return this.options.own ? `${this.options.base}${location.pathname}${location.search}` : location.href;
  }
}

const isNetwork = (error: unknown): boolean => error instanceof TypeError && error.cause !== undefined;

const failed = (): Problem =>
  new Problem(
    'sign-in-failed',
    400,
    'You are not signed in',
    'Signing in was not finished, or took too long. Try again.',
  );

const unreachable = (): Problem =>
  new Problem(
    'issuer-unreachable',
    503,
    'Sign-in is not possible now',
    'The OpenID provider (OIDC_ISSUER) does not answer as it should. Try again later.',
  );
