import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { createLocalJWKSet, importJWK, type JWK, SignJWT } from 'jose';
import type Provider from 'oidc-provider';
import { AUDIENCE, type TokenSource } from '../tokens/access-tokens';
import type { SignInClient } from '../tokens/reader-context';
import { forgetfulAdapter } from './forgetful-adapter';
import { localKeys, type LocalKeys } from './local-keys';

const HOUR = 3_600;
const MINUTE = 60;
const SCOPE = 'feed';
/** The pages' own client at the local provider. */
export const CONSOLE_CLIENT = 'tributary-console';

export type LocalProviderOptions = Readonly<{
  env: 'demo' | 'production';
  /** Absolute path of TRIBUTARY_HOME. */
  home: string;
  /** Its name in tokens; all processes over one home must give the same. */
  issuer: string;
  clients: () => Promise<readonly SignInClient[]>;
  /** Where the pages take people back to; without it nobody signs in by browser. */
  callback?: string;
}>;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where the local provider says it is; a fixed name, so that processes on several ports agree. */
export const localIssuer = (publicUrl: string | undefined): string =>
  `${(publicUrl ?? 'http://127.0.0.1:3000').replace(/\/$/, '')}/oidc`;

/**
 * The OpenID provider of the demonstration: it knows the directory's clients, with secrets made at the first start in
 * `clients.json`. Not for production, and refused there.
 */
export class LocalProvider {
  private loaded: Promise<LocalKeys> | undefined;
  private made: Promise<Readonly<{ provider: Provider; handler: Handler }>> | undefined;

  constructor(private readonly options: LocalProviderOptions) {
    if (options.env === 'production') throw notInProduction();
  }

  /** Its key and its clients' secrets stand in the home from now on. */
  async prepare(): Promise<void> {
    await this.keys();
  }

  /** Answers discovery, keys, tokens and sign-ins; `request.url` is without the prefix under which it is mounted. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.made ??= this.make();
    await (await this.made).handler(request, response);
  }

  /** Somebody chose who they are on the page that a sign-in led to; answers where it goes on. */
  async chosen(request: IncomingMessage, response: ServerResponse, subject: string): Promise<string> {
    this.made ??= this.make();
    const { provider } = await this.made;
    return provider.interactionResult(request, response, { login: { accountId: subject } }).catch((error: unknown) => {
      // The sign-in that the page belonged to is over, or was another browser's.
      if (error instanceof Error && error.name === 'SessionNotFound') throw signInOver();
      throw error;
    });
  }

  /** The secret of the pages' own client. */
  async consoleSecret(): Promise<string | undefined> {
    return (await this.keys()).secrets[CONSOLE_CLIENT];
  }

  tokenSource = async (): Promise<TokenSource> => {
    const { key } = await this.keys();
    return { issuer: this.options.issuer, keys: createLocalJWKSet({ keys: [publicOf(key)] }) };
  };

  /** A token for a person in a role, as a sign-in would give; for scripts. */
  async issueUserToken(practitioner: PractitionerId, role: RoleCode, agency: AgencyId): Promise<string> {
    return this.sign(practitioner, { role, agency });
  }

  /** A token for an agency's client, as the token endpoint gives; for scripts. */
  async issueClientToken(client: string): Promise<string> {
    if (!(await this.options.clients()).some(({ id }) => id === client)) throw noSuchClient();
    return this.sign(client, { client_id: client });
  }

  private async sign(subject: string, claims: Readonly<Record<string, string>>): Promise<string> {
    const { key } = await this.keys();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: key.alg ?? 'ES256', typ: 'at+jwt', kid: key.kid ?? '' })
      .setSubject(subject)
      .setIssuer(this.options.issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${HOUR}s`)
      .sign(await importJWK(key, key.alg));
  }

  private keys(): Promise<LocalKeys> {
    this.loaded ??= this.options
      .clients()
      .then((all) => localKeys(this.options.home, [...all.map(({ id }) => id), CONSOLE_CLIENT]));
    return this.loaded;
  }

  private async make(): Promise<Readonly<{ provider: Provider; handler: Handler }>> {
    const { key, secrets } = await this.keys();
    const { callback } = this.options;
    const agencies = (await this.options.clients()).map(({ id }) => clientOf(id, secrets[id] ?? ''));
    const pages = callback === undefined ? [] : [consoleOf(callback, secrets[CONSOLE_CLIENT] ?? '')];
    // An HTTP framework of its own comes with it, which nobody waits for who is signed in elsewhere.
    const { default: Made } = await import('oidc-provider');
    const provider = new Made(this.options.issuer, {
      clients: [...agencies, ...pages],
      jwks: { keys: [key] },
      cookies: { keys: [key.d] },
      adapter: forgetfulAdapter(),
      scopes: ['openid', SCOPE],
      ttl: {
        ClientCredentials: HOUR,
        AuthorizationCode: MINUTE,
        AccessToken: MINUTE,
        IdToken: MINUTE,
        Interaction: 10 * MINUTE,
        Grant: HOUR,
        Session: HOUR,
      },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/sign-in/demo/${uid}` },
      findAccount: async (_: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ sub }) }),
      loadExistingGrant: ownGrant,
      renderError: (page: { type: string; body: string }) => {
        page.type = 'text/plain';
        page.body = 'This sign-in cannot go on. Begin again.';
      },
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          // The pages want to know who it is and nothing more.
          defaultResource: (_: unknown, client: { clientId: string }) =>
            client.clientId === CONSOLE_CLIENT ? undefined : AUDIENCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: SCOPE,
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: HOUR,
            jwt: { sign: { alg: key.alg } },
          }),
        },
      },
    });
    return { provider, handler: provider.callback() };
  }
}

type Asking = Readonly<{
  oidc: Readonly<{
    client: Readonly<{ clientId: string }>;
    session: Readonly<{ accountId: string }>;
    provider: { Grant: new (of: { clientId: string; accountId: string }) => Grant };
  }>;
}>;
type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };

/** The pages are the provider's own: nobody is asked whether they may know who it is. */
async function ownGrant({ oidc }: Asking): Promise<Grant | undefined> {
  if (oidc.client.clientId !== CONSOLE_CLIENT) return undefined;
  const grant = new oidc.provider.Grant({ clientId: CONSOLE_CLIENT, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

const clientOf = (id: string, secret: string) => ({
  client_id: id,
  client_secret: secret,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  id_token_signed_response_alg: 'ES256',
});

const consoleOf = (callback: string, secret: string) => ({
  ...clientOf(CONSOLE_CLIENT, secret),
  grant_types: ['authorization_code'],
  redirect_uris: [callback],
  response_types: ['code'],
});

const publicOf = ({ d: _secret, ...rest }: JWK): JWK => rest;

const notInProduction = (): Problem =>
  new Problem(
    'local-provider-refused',
    500,
    'No local sign-in in production',
    'Set OIDC_ISSUER to your OpenID provider.',
  );
const noSuchClient = (): Problem =>
  new Problem('client-unknown', 404, 'No such client', 'The directory has no client of that name.');

const signInOver = (): Problem =>
  new Problem(
    'sign-in-failed',
    400,
    'You are not signed in',
    'Signing in was not finished, or took too long. Try again.',
  );
