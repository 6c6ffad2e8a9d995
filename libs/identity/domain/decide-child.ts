import type { ChildId } from '@tributary/kernel';
import type { Evidence as FieldEvidence, Judge, Judged, Person, Reason as Rule } from '@tributary/matching';

/** How fields compared and what each brought, in bits; never their values. Links made before weights have none. */
export type Evidence = readonly (Readonly<{ field: string; outcome: string }> &
  Partial<Pick<FieldEvidence, 'weight'>>)[];

/** A child already known, with what each of its records says of it. */
export type Candidate = Readonly<{ childId: ChildId; persons: readonly Person[] }>;

export type Method = 'nhs-number' | 'upn' | 'weighed';
/** `not-certain`: nothing speaks against it, and the weight is not enough for a machine. */
export type Reason = Rule | 'not-certain';
export type Proposal = Readonly<{ childId: ChildId; evidence: Evidence; probability: number }>;

export type Placement =
  | Readonly<
      Proposal & {
        kind: 'link';
        method: Method;
        /** Children that would have been linked to but for the number: one child known twice, for a person to see. */
        others: readonly Proposal[];
      }
    >
  | Readonly<{ kind: 'propose'; proposals: readonly Proposal[]; reason: Reason }>
  | Readonly<{ kind: 'new' }>;

type Verdict = Proposal & Readonly<{ weight: number }> & (Readonly<{ link: Method }> | Readonly<{ reason: Reason }>);
type Linking = Extract<Verdict, { link: Method }>;

/**
 * Which child is this record of? The matcher judges it beside every record of every candidate. Linked to the one child
 * of whom a record matches while none holds it back; a number goes before a weight. Where several match equally, or the
 * best is less than a match, a person is asked.
 */
export function decideChild(person: Person, candidates: readonly Candidate[], judge: Judge): Placement {
  const verdicts = candidates.flatMap((candidate) => verdictOn(person, candidate, judge) ?? []);
  verdicts.sort((one, other) => other.weight - one.weight || (one.childId < other.childId ? -1 : 1));
  const links = verdicts.filter((one) => 'link' in one);
  const byNumber = links.filter(({ link }) => link !== 'weighed');
  const [first, ...rest] = byNumber.length > 0 ? byNumber : links;
  if (first && rest.length > 0) return propose([first, ...rest], 'several-fit');
  if (first) return linkTo(first, links);
  const possible = verdicts.filter((one) => 'reason' in one);
  return possible[0] ? propose(possible, possible[0].reason) : { kind: 'new' };
}

function linkTo(chosen: Linking, links: readonly Linking[]): Placement {
  const others = links.filter((one) => one !== chosen).map(proposalOf);
  return { kind: 'link', method: chosen.link, ...proposalOf(chosen), others };
}

const MOST_PROPOSED = 20;
const proposalOf = ({ childId, evidence, probability }: Proposal): Proposal => ({ childId, evidence, probability });
const propose = (found: readonly Proposal[], reason: Reason): Placement => ({
  kind: 'propose',
  reason,
  proposals: found.slice(0, MOST_PROPOSED).map(proposalOf),
});

/** Undefined for a child that nobody needs to be asked about. */
function verdictOn(person: Person, { childId, persons }: Candidate, judge: Judge): Verdict | undefined {
  const best = judgeChild(person, persons, judge);
  if (!best || best.outcome === 'LowConfidenceMatch') return undefined;
  const { probability, weight, outcome, reason, by } = best;
  const verdict = { childId, evidence: judge.evidence(person, best.known), probability, weight };
  return outcome === 'Match' ? { ...verdict, link: by ?? 'weighed' } : { ...verdict, reason: reason ?? 'not-certain' };
}

/** What the records of one child come to beside a person. `known`: the record that speaks for it. */
export type ChildJudged = Omit<Judged, 'outcome' | 'kind'> &
  Readonly<{ outcome: 'Match' | 'PotentialMatch' | 'LowConfidenceMatch'; known: Person }>;

/** The best of a child's records speaks for it, and any of them may hold a match back. Undefined where none is like it. */
export function judgeChild(person: Person, persons: readonly Person[], judge: Judge): ChildJudged | undefined {
  const judged = persons.map((known) => ({ known, ...judge.judge(person, known) }));
  const [best] = judged.filter(isTelling).sort(bestFirst);
  if (!best) return undefined;
  const against = best.outcome === 'Match' ? judged.find((one) => holdsBack(one, best)) : undefined;
  if (!against) return best;
  const { reason } = against;
  return { ...best, outcome: 'PotentialMatch', ...(reason ? { reason } : {}) };
}

const isTelling = <J extends Judged>(one: J): one is J & { outcome: ChildJudged['outcome'] } => one.outcome in TELLING;
const TELLING = { Match: 3, PotentialMatch: 2, LowConfidenceMatch: 1 } as const;

/** A match before what is less, a number before a weight. */
const bestFirst = (one: ChildJudged, other: ChildJudged): number =>
  TELLING[other.outcome] - TELLING[one.outcome] ||
  Number(other.by !== undefined) - Number(one.by !== undefined) ||
  other.weight - one.weight;

/**
 * What one record of a child says against a link that another one makes. A number outweighs another given name: somebody
 * may go by two.
 */
const holdsBack = ({ kind, reason }: Judged, best: Judged): boolean =>
  reason === 'number-contradicted' ||
  reason === 'two-upns' ||
  (kind === 'apart' && (reason === 'two-nhs-numbers' || !best.by));
