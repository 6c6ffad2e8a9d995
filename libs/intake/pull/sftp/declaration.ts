import { Type } from 'typebox';
import { Name, NETWORKS, oneOf, Span, strict, Text } from '../https/declaration';

/** What becomes of a file on the agency's server once it is durable here. */
export const AFTERWARDS = ['archive', 'remember'] as const;

export const SftpShape = Type.Object(
  {
    feed: Name,
    every: Type.Optional(Span),
    host: Type.String({ pattern: '^[A-Za-z0-9.:-]{1,253}$' }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    /** As `ssh-keyscan host | ssh-keygen -lf -` says. */
    hostKey: Type.String({ pattern: '^SHA256:[A-Za-z0-9+/]{43}$' }),
    user: Text,
    keyFile: Type.Optional(Text),
    passwordFile: Type.Optional(Text),
    folder: Type.String({ pattern: '^[^\\u0000-\\u001f]{1,1000}$' }),
    afterwards: Type.Optional(oneOf(AFTERWARDS)),
    network: Type.Optional(oneOf(NETWORKS)),
  },
  strict,
);
export type SftpDeclared = Type.Static<typeof SftpShape>;
