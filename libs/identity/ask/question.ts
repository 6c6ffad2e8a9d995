import { bodyIn } from '@tributary/runtime';
import type { Stated } from '@tributary/matching';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Reason, REASON_WORDS, reasonIn } from './reasons';

const closed = { additionalProperties: false } as const;
/** Whatever stands in it: what cannot be used is said in the answer. Null is the same as left out. */
const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const MOST_LISTED = 20;
const Texts = Type.Optional(
  Type.Union([Type.Array(Type.Union([Type.String(), Type.Null()]), { maxItems: MOST_LISTED }), Type.Null()]),
);
const Person = Type.Object(
  {
    ...{ givenName: Text, familyName: Text, formerFamilyNames: Texts, sex: Text },
    ...{ birthDate: Text, expectedBirthDate: Text },
    ...{ postcode: Text, formerPostcodes: Texts, houseNumber: Text, addressLines: Texts, locality: Text },
    ...{ parents: Texts, school: Text, nhsNumber: Text, nhsNumberStatus: Text, formerNhsNumbers: Texts, upn: Text },
    formerUpns: Texts,
  },
  closed,
);
export const MatchBody = Compile(
  Type.Object({ reason: Type.String({ maxLength: REASON_WORDS.most }), person: Person }, closed),
);

/** Who is sought, as the asker says it; nothing of it is trusted. */
export type Sought = Omit<Stated, 'id' | 'sector'>;
export type Question = Readonly<{ reason: Reason; person: Sought }>;

type Body = Readonly<{ reason: string; person: Readonly<Record<string, unknown>> }>;

/** The body as it came. Throws a Problem that names what is wrong and repeats nothing. */
export function questionIn(body: unknown): Question {
  const { reason, person } = bodyIn<Body>(MatchBody, body);
  return { reason: reasonIn(reason), person: withoutNulls(person) };
}

function withoutNulls(person: Body['person']): Sought {
  const stated = Object.entries(person).flatMap(([field, value]) => {
    if (value === null) return [];
    return [[field, Array.isArray(value) ? value.filter((one) => one !== null) : value] as const];
  });
  return Object.fromEntries(stated);
}
