import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { createLocalJWKSet, importJWK, type JWK, SignJWT } from 'jose';
import Provider from 'oidc-provider';
import { AUDIENCE, type TokenSource } from './access-tokens';
import { localKeys, type LocalKeys } from './local-keys';
import type { SignInClient } from './reader-context';

const HOUR = 3_600;
const SCOPE = 'feed';

export type LocalProviderOptions = Readonly<{
  env: 'demo' | 'production';
  /** Absolute path of TRIBUTARY_HOME. */
  home: string;
  /** Its name in tokens; all processes over one home must give the same. */
  issuer: string;
  clients: () => Promise<readonly SignInClient[]>;
}>;

/** Where the local provider says it is; a fixed name, so that processes on several ports agree. */
export const localIssuer = (publicUrl: string | undefined): string =>
  `${(publicUrl ?? 'http://127.0.0.1:3000').replace(/\/$/, '')}/oidc`;

/**
 * The OpenID provider of the demonstration: it knows the directory's clients, with secrets made at the first start in
 * `clients.json`. Not for production, and refused there.
 */
export class LocalProvider {
  private loaded: Promise<LocalKeys> | undefined;
  private handler: Promise<(request: IncomingMessage, response: ServerResponse) => Promise<void>> | undefined;

  constructor(private readonly options: LocalProviderOptions) {
    if (options.env === 'production') throw notInProduction();
  }

  /** Answers `POST /token`, discovery and keys; `request.url` is without the prefix under which it is mounted. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.handler ??= this.provider();
    await (
      await this.handler
    )(request, response);
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
    this.loaded ??= this.options.clients().then((all) =>
      localKeys(
        this.options.home,
        all.map(({ id }) => id),
      ),
    );
    return this.loaded;
  }

  private async provider() {
    const { key, secrets } = await this.keys();
    const provider = new Provider(this.options.issuer, {
      clients: (await this.options.clients()).map(({ id }) => clientOf(id, secrets[id] ?? '')),
      jwks: { keys: [key] },
      cookies: { keys: [key.d] },
      adapter: KeepsNothing,
      scopes: [SCOPE],
      ttl: { ClientCredentials: () => HOUR },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => AUDIENCE,
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
    return provider.callback();
  }
}

const clientOf = (id: string, secret: string) => ({
  client_id: id,
  client_secret: secret,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  id_token_signed_response_alg: 'ES256',
});

const publicOf = ({ d: _secret, ...rest }: JWK): JWK => rest;

/** Client credentials with signed tokens leave nothing to keep; clients come from the configuration. */
class KeepsNothing {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {
    return undefined;
  }
  async findByUid(): Promise<undefined> {
    return undefined;
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

const notInProduction = (): Problem =>
  new Problem(
    'local-provider-refused',
    500,
    'No local sign-in in production',
    'Set OIDC_ISSUER to your OpenID provider.',
  );
const noSuchClient = (): Problem =>
  new Problem('client-unknown', 404, 'No such client', 'The directory has no client of that name.');
