import { WORDS } from '@tributary/chronology';
import { bodyIn } from '@tributary/runtime';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Verdict } from '../domain/verdict';
import type { Unlinking } from '../record-moves';

const closed = { additionalProperties: false } as const;
const Reason = Type.String({ minLength: WORDS.least, maxLength: WORDS.most });
const Seen = Type.String({ pattern: '^[0-9a-f]{32}-[0-9]{1,9}$' });

export const VerdictBody = Compile(
  Type.Union([
    Type.Object(
      {
        decision: Type.Enum(['link', 'different']),
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

export const UnlinkBody = Compile(
  Type.Object({ child: Type.String({ pattern: '^[0-9a-f]{32}$' }), reason: Reason }, closed),
);
export const unlinkingIn = (body: unknown): Unlinking => bodyIn<Unlinking>(UnlinkBody, body);

/** As HTTP, the command line and the pages take it in. Throws body-wrong. */
export const matchVerdictIn = (body: unknown): Verdict => bodyIn<Verdict>(VerdictBody, body);
