import { Problem } from '@tributary/kernel';
import { importPKCS8 } from 'jose';
import * as oidc from 'openid-client';
import { type Answer, whole } from '../http';
import type { HttpsSettings } from '../pull-file';

export type Send = (
  asked: Readonly<{
    method: string;
    url: URL;
    headers: Readonly<Record<string, string>>;
    body?: string;
    signal?: AbortSignal;
  }>,
) => Promise<Answer>;
type Held = Readonly<{ value: string; until: number }>;

const LONGEST_TOKEN = 65_536;
/** A token that ends so soon is not begun with. */
const SPARE_MS = 30_000;
const SECOND = 1_000;

/** How one pull shows who it is, in a header of each request: a key of its own, or a token by OAuth 2.0 client credentials. */
export class Access {
  private held: Held | undefined;
  private configured: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly settings: HttpsSettings,
    private readonly send: Send,
    private readonly now: () => number,
  ) {}

  /** Throws `pull-not-allowed` where the source does not know us. */
  async headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { declared, secret = '' } = this.settings;
    const { by, header = '', clientId = '' } = declared.auth;
    if (by === 'api-key') return { [header.toLowerCase()]: secret };
    if (by === 'bearer') return { authorization: `Bearer ${secret}` };
    if (by === 'basic') return { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` };
    if (!this.held || this.held.until <= this.now()) this.held = await this.token(signal);
    return { authorization: `Bearer ${this.held.value}` };
  }

  /** The source refused what it was shown. True where another token can be had. */
  renew(): boolean {
    const had = this.held !== undefined;
    this.held = undefined;
    return had;
  }

  private async token(signal: AbortSignal): Promise<Held> {
    const { scope } = this.settings.declared.auth;
    this.configured ??= this.configure();
    const configuration = await this.configured;
    configuration[oidc.customFetch] = (url, given) => this.fetchToken(url, given, signal);
    const asked = this.now();
    const answer = await oidc
      .clientCredentialsGrant(configuration, scope === undefined ? {} : { scope })
      .catch((error: unknown) => {
        throw problemIn(error) ?? notAllowed(error);
      });
    if (answer.token_type !== 'bearer' || !/^[\x21-\x7e]{1,16384}$/.test(answer.access_token)) {
      throw refused('the token address gave something else than a bearer token');
    }
    return { value: answer.access_token, until: asked + (answer.expires_in ?? 60) * SECOND - SPARE_MS };
  }

  private async configure(): Promise<oidc.Configuration> {
    const { tokenUrl = '', clientId = '' } = this.settings.declared.auth;
    const server = { issuer: tokenUrl, token_endpoint: tokenUrl };
    const configuration = new oidc.Configuration(server, clientId, {}, await this.way());
    if (tokenUrl.startsWith('http:')) oidc.allowInsecureRequests(configuration);
    return configuration;
  }

  private async way(): Promise<oidc.ClientAuth> {
    const { declared, secret = '', key } = this.settings;
    const { by, algorithm = '', keyId, audience, tokenUrl = '' } = declared.auth;
    if (by === 'client_secret_basic') return oidc.ClientSecretBasic(secret);
    if (by === 'client_secret_post') return oidc.ClientSecretPost(secret);
    if (by === 'tls_client_auth') return oidc.TlsClientAuth();
    const signing = await importPKCS8(String(key?.export({ type: 'pkcs8', format: 'pem' }) ?? ''), algorithm);
    return oidc.PrivateKeyJwt(keyId === undefined ? signing : { key: signing, kid: keyId }, {
      [oidc.modifyAssertion]: (_header, claims) => void (claims['aud'] = audience ?? tokenUrl),
    });
  }

  private async fetchToken(url: string, given: oidc.CustomFetchOptions, signal: AbortSignal): Promise<Response> {
    const body = given.body instanceof URLSearchParams ? given.body.toString() : '';
    const {
      status,
      headers,
      body: answered,
    } = await this.send({
      ...{ method: given.method, url: new URL(url), body, signal },
      headers: { ...given.headers, 'content-length': String(Buffer.byteLength(body)) },
    });
    const bytes = await whole({ body: answered }, LONGEST_TOKEN);
    return new Response(new Uint8Array(bytes), {
      status,
      headers: { 'content-type': String(headers['content-type'] ?? '') },
    });
  }
}

/** One of ours, that the library wrapped. */
function problemIn(error: unknown): Problem | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    if (one instanceof Problem) return one;
  }
  return undefined;
}

/** What it calls the reason stands in OAuth's own words alone (RFC 6749, 5.2): others could repeat a secret. */
function notAllowed(error: unknown): Problem {
  const said = error instanceof oidc.ResponseBodyError ? error.error : '';
  return refused(`the token address refused it${REASONS.includes(said) ? ` (${said})` : ''}`);
}
const REASONS = ['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client', 'invalid_scope'];

export const refused = (why: string): Problem =>
  new Problem(
    'pull-not-allowed',
    502,
    'The source of a pull does not know the hub',
    `It showed who it is, and ${why}. Check client, key, certificate and scope.`,
  );
