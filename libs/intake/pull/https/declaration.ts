import { Type } from 'typebox';

/** How a source says where its next page is. */
export const PAGINGS = ['none', 'next-in-body', 'link-header', 'page-number', 'cursor'] as const;
/** How a parameter says a moment: `2026-01-12T09:00:00Z`, `2026-01-12 09:00:00` (UTC), the day in UTC, seconds since 1970. */
export const SINCE_FORMS = ['instant', 'spaced', 'day', 'seconds'] as const;
/** How a source knows us; the names of OAuth's ways are IANA's. */
export const WAYS_IN = [
  'bearer',
  'api-key',
  'basic',
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
] as const;
export const ALGORITHMS = ['PS256', 'RS256', 'ES256', 'PS384', 'RS384', 'ES384', 'PS512', 'RS512', 'ES512'] as const;
/** `public`: the internet. `private`: the borough's own network as well, where the source stands in it. */
export const NETWORKS = ['public', 'private'] as const;

export const strict = { additionalProperties: false } as const;
export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
export const Name = Type.String({ pattern: '^[a-z0-9]+([.-][a-z0-9]+)*$', maxLength: 100 });
export const Text = Type.String({ minLength: 1, maxLength: 2_000 });
/** Of a query. */
const Parameter = Type.String({ pattern: '^[A-Za-z0-9_.\\[\\]-]{1,60}$' });
/** A place in a page of JSON: names with dots between. */
const Path = Type.String({ pattern: '^[A-Za-z0-9_@$-]+(\\.[A-Za-z0-9_@$-]+)*$', maxLength: 200 });
export const Span = Type.String({ pattern: '^P(?!$)[0-9DTHMS]+$' });

const Pages = Type.Object(
  {
    by: oneOf(PAGINGS),
    /** Where the link or the cursor stands. */
    field: Type.Optional(Path),
    parameter: Type.Optional(Parameter),
    /** Number of the first page. */
    first: Type.Optional(Type.Integer({ minimum: 0, maximum: 1 })),
  },
  strict,
);
const Since = Type.Object(
  { parameter: Parameter, form: Type.Optional(oneOf(SINCE_FORMS)), overlap: Type.Optional(Span) },
  strict,
);
const Resource = Type.Object(
  {
    name: Name,
    url: Text,
    /** The list that each page holds; one that does not is no page. */
    list: Type.Optional(Path),
    pages: Type.Optional(Pages),
    since: Type.Optional(Since),
  },
  strict,
);
const Auth = Type.Object(
  {
    by: oneOf(WAYS_IN),
    secretFile: Type.Optional(Text),
    header: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9-]{0,60}$' })),
    clientId: Type.Optional(Text),
    tokenUrl: Type.Optional(Text),
    scope: Type.Optional(Text),
    keyFile: Type.Optional(Text),
    keyId: Type.Optional(Text),
    algorithm: Type.Optional(oneOf(ALGORITHMS)),
    audience: Type.Optional(Text),
  },
  strict,
);
export const HttpsShape = Type.Object(
  {
    feed: Name,
    every: Type.Optional(Span),
    mediaType: Type.Optional(Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' })),
    resources: Type.Array(Resource, { minItems: 1, maxItems: 20 }),
    auth: Auth,
    network: Type.Optional(oneOf(NETWORKS)),
    caFile: Type.Optional(Text),
    certFile: Type.Optional(Text),
    keyFile: Type.Optional(Text),
    maxPages: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    maxPageBytes: Type.Optional(Type.Integer({ minimum: 1_024, maximum: 67_108_864 })),
  },
  strict,
);

export type HttpsDeclared = Type.Static<typeof HttpsShape>;
export type ResourceDeclared = Type.Static<typeof Resource>;
export type PagesDeclared = Type.Static<typeof Pages>;
export type SinceDeclared = Type.Static<typeof Since>;
export type AuthDeclared = Type.Static<typeof Auth>;
