import { bodyIn } from '@tributary/runtime';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const closed = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

const Identity = Type.Object(
  {
    nhsNumber: Type.Optional(Text(20)),
    upn: Type.Optional(Text(20)),
    givenName: Type.Optional(Text(200)),
    familyName: Type.Optional(Text(200)),
    birthDate: Type.Optional(Type.String({ format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
  },
  closed,
);

/** `child`: the agency's own reference for the child as they are known now; `becomes`: as they are from the order on. */
export const SealBody = Compile(Type.Object({ child: Text(100), becomes: Identity }, closed));
export const EndBody = Compile(Type.Object({ child: Text(100) }, closed));
export type Becoming = Readonly<{
  nhsNumber?: string;
  upn?: string;
  givenName?: string;
  familyName?: string;
  birthDate?: string;
}>;
export type Sealing = Readonly<{ child: string; becomes: Becoming }>;

/** Throws `body-wrong` (422), which names fields and never what they held. */
export const sealingIn = (body: unknown): Sealing => bodyIn<Sealing>(SealBody, body);
export const endingIn = (body: unknown): Readonly<{ child: string }> =>
  bodyIn<Readonly<{ child: string }>>(EndBody, body);
