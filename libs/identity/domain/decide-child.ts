import type { ChildId } from '@tributary/kernel';
import { compare, type Evidence, outcomeOf, sharePlace } from './compare';
import type { Person } from './person';

/** A child already known, with what each of its records says of it. */
export type Candidate = Readonly<{ childId: ChildId; persons: readonly Person[] }>;

export type Method = 'nhs-number' | 'upn' | 'name-birth-date-place';
export type Proposal = Readonly<{ childId: ChildId; evidence: Evidence }>;
export type Reason =
  'contradiction' | 'several-candidates' | 'possible-twin' | 'no-verified-number' | 'name-and-birth-date-only';

export type Placement =
  | Readonly<{
      kind: 'link';
      childId: ChildId;
      method: Method;
      evidence: Evidence;
      /** Children that it would have been linked to without the number: one child known twice, for a person to see. */
      others: readonly Proposal[];
    }>
  | Readonly<{ kind: 'propose'; proposals: readonly Proposal[]; reason: Reason }>
  | Readonly<{ kind: 'new' }>;

type Verdict =
  | Readonly<{ kind: 'link'; method: Method; evidence: Evidence }>
  | Readonly<{ kind: 'propose'; reason: Reason; evidence: Evidence }>
  | Readonly<{ kind: 'apart' }>;

/**
 * Which child is this record of? Linked by an equal verified NHS number or a valid permanent UPN that nothing
 * contradicts, or by exact name and birth date together with the same postcode, school or parent; less than that is
 * proposed to a person. Two different valid numbers never link. A record that a number links to one child and its name
 * and place to another is linked by the number, and the other is proposed: they may be one.
 */
export function decideChild(person: Person, candidates: readonly Candidate[]): Placement {
  const judged = candidates.map((candidate) => ({ childId: candidate.childId, ...judge(person, candidate) }));
  const links = judged.filter((one) => one.kind === 'link');
  const byNumber = links.filter((one) => one.method !== 'name-birth-date-place');
  const strongest = byNumber.length > 0 ? byNumber : links;
  if (strongest.length > 1) return propose(strongest, 'several-candidates');
  const [link] = strongest;
  if (link && (link.method !== 'name-birth-date-place' || !hasTwin(person, link.childId, candidates))) {
    const others = links.filter((one) => one !== link).map(proposalOf);
    return { kind: 'link', childId: link.childId, method: link.method, evidence: link.evidence, others };
  }
  if (link) return propose([link], 'possible-twin');
  const possible = judged.filter((one) => one.kind === 'propose');
  return possible[0] ? propose(possible, possible[0].reason) : { kind: 'new' };
}

const proposalOf = ({ childId, evidence }: Proposal): Proposal => ({ childId, evidence });
const propose = (found: readonly Proposal[], reason: Reason): Placement => ({
  kind: 'propose',
  reason,
  proposals: found.map(proposalOf),
});

/** The best that any of the child's records gives, unless one of them contradicts it. */
function judge(person: Person, candidate: Candidate): Verdict {
  const compared = candidate.persons.map((known) => compare(person, known));
  const verdicts = compared.map(judgeOne);
  const link = verdicts.find((verdict) => verdict.kind === 'link' && verdict.method !== 'name-birth-date-place');
  const weaker = verdicts.find((verdict) => verdict.kind === 'link');
  const best = link ?? weaker;
  if (best?.kind === 'link') {
    const against = compared.find((evidence) => contradicts(evidence, best.method));
    return against ? { kind: 'propose', reason: 'contradiction', evidence: against } : best;
  }
  return verdicts.find((verdict) => verdict.kind === 'propose') ?? { kind: 'apart' };
}

function judgeOne(evidence: Evidence): Verdict {
  const is = (field: string): boolean => outcomeOf(evidence, field) === 'equal';
  if (is('nhs-number')) return linkedBy('nhs-number', evidence);
  if (is('upn')) return linkedBy('upn', evidence);
  const namesake = is('given-name') && is('family-name') && is('birth-date');
  if (namesake && (is('postcode') || is('school') || is('parent'))) return linkedBy('name-birth-date-place', evidence);
  if (outcomeOf(evidence, 'nhs-number') === 'unverified') {
    return { kind: 'propose', reason: 'no-verified-number', evidence };
  }
  return namesake ? { kind: 'propose', reason: 'name-and-birth-date-only', evidence } : { kind: 'apart' };
}

function linkedBy(method: Method, evidence: Evidence): Verdict {
  return contradicts(evidence, method)
    ? { kind: 'propose', reason: 'contradiction', evidence }
    : { kind: 'link', method, evidence };
}

/** A number is contradicted by a birth date or a surname, a name by a number. A different NHS number always does. */
function contradicts(evidence: Evidence, method: Method): boolean {
  const differs = (field: string): boolean => outcomeOf(evidence, field) === 'different';
  if (differs('nhs-number')) return true;
  if (method === 'name-birth-date-place') return differs('upn');
  return differs('birth-date') || differs('family-name');
}

/**
 * Another child of that birthday at the same place, with another given name: twins, of whom a name may be mistaken.
 * The place may be one that only the child's other records tell.
 */
function hasTwin(person: Person, linked: ChildId, candidates: readonly Candidate[]): boolean {
  const here = [person, ...candidates.filter((c) => c.childId === linked).flatMap((c) => c.persons)];
  const isTwin = (other: Person): boolean =>
    other.born !== undefined &&
    other.born === person.born &&
    other.given !== person.given &&
    here.some((one) => sharePlaceAtHome(one, other));
  return candidates.some((candidate) => candidate.childId !== linked && candidate.persons.some(isTwin));
}

/** A school is shared by many of one birthday; with the same surname it counts. */
function sharePlaceAtHome(a: Person, b: Person): boolean {
  return (a.postcode !== undefined && a.postcode === b.postcode) || (a.family === b.family && sharePlace(a, b));
}
