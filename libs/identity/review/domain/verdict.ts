import type { PlainDate } from '@tributary/kernel';
import type { Evidence } from '../../domain/decide-child';
import { type Pair, type Saying, stateOf } from '../pair';

/** What somebody decides on a pair, in their own words. */
export type Verdict = Readonly<{
  decision: Saying | 'later';
  reason: string;
  /** What they looked at, as it was shown to them. */
  seen: string;
  /** With `later`: the day on which it waits again. */
  until?: PlainDate;
  /** They say what they think, and another steward shall too. */
  secondOpinion?: boolean;
}>;

/** What a verdict comes to. `opinion`: nothing moves yet. `escalate`: neither, and the seniors of both decide. */
export type Step = Saying | 'sleep' | 'opinion' | 'escalate';

/** `grave`: no one steward decides it alone. */
export function stepOf(
  pair: Pick<Pair, 'opinions'>,
  { decision, secondOpinion }: Pick<Verdict, 'decision' | 'secondOpinion'>,
  grave: boolean,
): Step {
  if (decision === 'later') return 'sleep';
  if (stateOf(pair) === 'senior') return decision;
  const [first] = pair.opinions;
  if (first) return first.opinion === decision ? decision : 'escalate';
  return grave || secondOpinion ? 'opinion' : decision;
}

/** Why one opinion is not enough. */
export type GraveFacts = Readonly<{ cohorts: ReadonlySet<string>; placeSealed: boolean }>;

const GRAVE_COHORTS: readonly string[] = ['protection-plan', 'looked-after'];
const CONTRADICTED: readonly string[] = ['number-contradicted', 'two-nhs-numbers', 'two-upns'];
const NUMBERS: readonly string[] = ['nhs-number', 'upn'];

/**
 * Whether two have to agree: a child on either side is under a protection plan, looked after or sealed, or a number says
 * otherwise than the rest.
 */
export const isGrave = (
  { reason, evidence }: Readonly<{ reason: string; evidence: Evidence }>,
  { cohorts, placeSealed }: GraveFacts,
): boolean =>
  placeSealed ||
  GRAVE_COHORTS.some((cohort) => cohorts.has(cohort)) ||
  CONTRADICTED.includes(reason) ||
  evidence.some(({ field, outcome }) => NUMBERS.includes(field) && outcome === 'different');
