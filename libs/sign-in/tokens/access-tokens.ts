import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { AUDITOR, type ReaderContext, type TokenBearers } from './reader-context';

/** The audience that every token for this API must name (RFC 9068, RFC 8707). */
export const AUDIENCE = 'urn:tributary:api';
/** Asymmetric only: whoever can check a token must not be able to make one. */
const ALGORITHMS = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'];
const LONGEST = 8_192;

export type TokenSource = Readonly<{ issuer: string; keys: JWTVerifyGetKey }>;

/** Checks access tokens: JSON Web Tokens of one issuer, signed with its published keys. */
export class AccessTokens {
  constructor(
    private readonly source: () => Promise<TokenSource>,
    private readonly signIns: TokenBearers,
  ) {}

  /** Throws a Problem: 401 for a token that is not good, 403 where its bearer has no place here. */
  async verify(token: string): Promise<ReaderContext> {
    if (token.length > LONGEST) throw refused('The token is longer than 8,192 characters.');
    const { issuer, keys } = await this.source();
    const claims = await this.claims(token, issuer, keys);
    return (await this.personOf(claims)) ?? this.agencyOf(claims);
  }

  private async claims(token: string, issuer: string, keys: JWTVerifyGetKey): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: AUDIENCE,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw refused(reasonOf(error));
      throw error;
    }
  }

  private async agencyOf(claims: JWTPayload): Promise<ReaderContext> {
    const id = textOf(claims['client_id']) ?? textOf(claims['azp']) ?? claims.sub;
    const client = (await this.signIns.clients()).find((one) => one.id === id);
    if (!client) throw unknownBearer();
    return { kind: 'agency', agency: client.agency, client: client.id, scopes: client.scopes };
  }

  /** A person's token names the role and the agency in which they act; the directory must know them so. */
  private async personOf(claims: JWTPayload): Promise<ReaderContext | undefined> {
    const [role, agency, subject] = [textOf(claims['role']), textOf(claims['agency']), claims.sub];
    if (role === undefined || subject === undefined) return undefined;
    const person = {
      practitioner: subject as PractitionerId,
      role: role as RoleCode,
      agency: (agency ?? '') as AgencyId,
    };
    if (!(await this.signIns.holds(person.practitioner, person.role, person.agency))) throw unknownBearer();
    return { kind: person.role === AUDITOR ? 'auditor' : 'person', ...person };
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Says what is wrong with the token and nothing of what is in it. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `Its claim ${error.claim} is not what is asked for here.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'It is signed in a way that is not accepted here.';
  return 'It is not a token that this hub accepts.';
}

export const refused = (detail: string): Problem =>
  new Problem(
    'token-refused',
    401,
    'Token refused',
    `${detail} Get one from the token endpoint and send it as Authorization: Bearer.`,
  );

const unknownBearer = (): Problem =>
  new Problem(
    'bearer-unknown',
    403,
    'Not in the directory',
    'The token is good, but the directory does not know its bearer in that place.',
  );

/** Keys and name of an OpenID provider elsewhere, by its discovery document. Read once; keys are renewed as they change. */
export function remoteTokenSource(issuer: string, fetcher: typeof fetch = fetch): () => Promise<TokenSource> {
  let found: Promise<TokenSource> | undefined;
  const discover = async (): Promise<TokenSource> => {
    const at = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetcher(at, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
    const document = answer.ok ? ((await answer.json()) as { issuer?: unknown; jwks_uri?: unknown }) : {};
    if (document.issuer !== issuer || typeof document.jwks_uri !== 'string') throw issuerDown();
    return { issuer, keys: createRemoteJWKSet(new URL(document.jwks_uri), { [customFetch]: fetcher }) };
  };
  return async () => {
    found ??= discover();
    try {
      return await found;
    } catch {
      found = undefined;
      throw issuerDown();
    }
  };
}

const issuerDown = (): Problem =>
  new Problem(
    'issuer-unreachable',
    503,
    'Sign-in is not possible now',
    'The OpenID provider (OIDC_ISSUER) does not answer as it should. Try again later.',
  );
