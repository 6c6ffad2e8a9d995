import type { Disclosure } from '@tributary/access';
import type { PractitionerId, RoleCode, Token } from '@tributary/kernel';
import type { Outcome } from '@tributary/matching';
import type { ReaderContext } from '@tributary/sign-in';
import type { Told } from './answer';

/** One question. `purpose`: the reason's code; where the reason was given in words, `own-words` and they stand sealed. */
export type Asked = Readonly<{ asker: ReaderContext; asking: string; purpose: string }>;
type OfChild = Readonly<{ token: Token; told: Told }>;

/** The role of an agency's own system in the ledger, with its client in the place of a person. */
const SYSTEM = 'system' as RoleCode;

const base = ({ asker, purpose }: Asked, child: Token | null): Omit<Disclosure, 'shown'> => ({
  practitioner: asker.kind === 'agency' ? (asker.client as PractitionerId) : asker.practitioner,
  role: asker.kind === 'agency' ? SYSTEM : asker.role,
  ...{ agency: asker.agency, child, what: 'match', purpose, asKnownOn: null, withheld: [] },
});

/** What became of a question: as a whole, or of one child that it met, also where nothing of it was told. */
export function lineOf(asked: Asked, status: Outcome, of?: OfChild): Disclosure {
  const { asking } = asked;
  if (!of) return { ...base(asked, null), shown: [{ asking, status }] };
  const { token, told } = of;
  if (told.level === 'nothing') {
    return { ...base(asked, token), shown: [], refusal: { rule: told.rule, reason: 'Asked which child it is' } };
  }
  const { supplier, rule, version, level } = told;
  const own = level === 'candidate' ? told.found.outcome : 'Match';
  return {
    ...base(asked, token),
    shown: [{ asking, status: own, level, agency: supplier, dataClass: 'general', rule, version }],
  };
}

const REFUSED = {
  'role-does-not-ask': 'Nobody works with a child in that role',
  'too-often': 'Asked more often than anybody may',
} as const;

/** A question that was not looked at. */
export const refusalLine = (asked: Asked, rule: keyof typeof REFUSED): Disclosure => ({
  ...base(asked, null),
  shown: [],
  refusal: { rule, reason: REFUSED[rule] },
});
