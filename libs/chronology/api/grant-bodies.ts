import { MOST_SHARED_DAYS, PROTECTION_GROUNDS } from '@tributary/access';
import { bodyIn } from '@tributary/runtime';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Sealing } from '../grants/addresses';
import type { Ending } from '../grants/family-links';
import { type Breaking, MOST_HOURS, type Stating } from '../grants/openings';
import type { ReleaseDecision } from '../grants/releases';
import type { Asking } from '../grants/requests';
import type { Verdict } from '../grants/reviews';
import type { SupplierAnswer } from '../grants/supplier-answers';

const closed = { additionalProperties: false } as const;
/** Own words, in characters: a reason of one word is none. */
export const WORDS = { least: 20, most: 2_000 } as const;
const Reason = Type.String({ minLength: WORDS.least, maxLength: WORDS.most });
export const BreakBody = Compile(
  Type.Object({ reason: Reason, basis: Reason, hours: Type.Integer({ minimum: 1, maximum: MOST_HOURS }) }, closed),
);
export const StateBody = Compile(Type.Object({ ground: Type.Enum([...PROTECTION_GROUNDS]), reason: Reason }, closed));
export const ReviewBody = Compile(
  Type.Object(
    {
      outcome: Type.Union([Type.Literal('justified'), Type.Literal('not-justified')]),
      note: Reason,
    },
    closed,
  ),
);
export const SealBody = Compile(Type.Object({ whose: Type.Enum(['child', 'household']), reason: Reason }, closed));
const Slug = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 100 });
export const AskBody = Compile(Type.Object({ supplier: Slug, dataClass: Slug, purpose: Slug, reason: Reason }, closed));
export const ReplyBody = Compile(Type.Object({ words: Reason }, closed));
export const AnswerBody = Compile(
  Type.Union([
    Type.Object(
      {
        outcome: Type.Literal('shared'),
        events: Type.Array(Type.String({ minLength: 36, maxLength: 36 }), { minItems: 1, maxItems: 500 }),
        days: Type.Integer({ minimum: 1, maximum: MOST_SHARED_DAYS }),
        words: Reason,
      },
      closed,
    ),
    Type.Object({ outcome: Type.Enum(['refused', 'asked-back']), words: Reason }, closed),
  ]),
);
export const EndingBody = Compile(Type.Object({ reason: Reason }, closed));
export const ReleaseBody = Compile(
  Type.Union([
    Type.Object(
      { outcome: Type.Literal('released'), audience: Type.Array(Slug, { minItems: 1, maxItems: 20 }) },
      closed,
    ),
    Type.Object(
      {
        outcome: Type.Literal('withheld'),
        reason: Reason,
        lookAgain: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      },
      closed,
    ),
  ]),
);

/** Each as HTTP, the command line and the pages take it in. Throw `body-wrong` (422). */
export const breakingIn = (body: unknown): Breaking => bodyIn<Breaking>(BreakBody, body);
export const sealingIn = (body: unknown): Sealing => bodyIn<Sealing>(SealBody, body);
export const askingIn = (body: unknown): Asking => bodyIn<Asking>(AskBody, body);
export const replyIn = (body: unknown): Readonly<{ words: string }> => bodyIn(ReplyBody, body);
export const answerIn = (body: unknown): SupplierAnswer => bodyIn<SupplierAnswer>(AnswerBody, body);
export const statingIn = (body: unknown): Stating => bodyIn<Stating>(StateBody, body);
export const verdictIn = (body: unknown): Verdict => bodyIn<Verdict>(ReviewBody, body);
export const endingIn = (body: unknown): Ending => bodyIn<Ending>(EndingBody, body);
export const releaseIn = (body: unknown): ReleaseDecision => bodyIn<ReleaseDecision>(ReleaseBody, body);
