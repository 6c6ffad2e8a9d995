import { WORDS } from '@tributary/chronology';
import { bodyIn } from '@tributary/runtime';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Verdict } from '../domain/verdict';
import type { Unlinking } from '../unlink';

const closed = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: WORDS.least, maxLength: WORDS.most });
const Seen = Type.String({ pattern: '^[0-9a-f]{32}-[0-9]{1,9}$' });

export const VerdictBody = Compile(
  Type.Union([
    Type.Object(
      {
        decision: Type.Enum(['link', 'merge', 'different']),
        reason: Reason,
        seen: Seen,
        secondOpinion: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    Type.Object(
      {
        decision: Type.Literal('later'),
        reason: Reason,
        seen: Seen,
        until: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }),
      },
      closed,
    ),
  ]),
);

/** `unlink`: it is not of that child; `leave`: it is, where another steward said that it is not. */
export const UnlinkBody = Compile(
  Type.Object(
    {
      decision: Type.Optional(Type.Enum(['unlink', 'leave'])),
      reason: Reason,
      seen: Seen,
      secondOpinion: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
);
export const unlinkingIn = (body: unknown): Unlinking => bodyIn<Unlinking>(UnlinkBody, body);

/** `child`: as that agency calls the child. In a body, for no reference of a child stands in an address. */
export const FindBody = Compile(
  Type.Object(
    { agency: Type.String({ minLength: 1, maxLength: 100 }), child: Type.String({ minLength: 1, maxLength: 100 }) },
    closed,
  ),
);
export type Finding = Readonly<{ agency: string; child: string }>;
export const findingIn = (body: unknown): Finding => bodyIn<Finding>(FindBody, body);

/** As HTTP, the command line and the pages take it in. Throws body-wrong. */
export const matchVerdictIn = (body: unknown): Verdict => bodyIn<Verdict>(VerdictBody, body);
