import type { Person } from './person';

/** How one field compared; never its values. `unverified`: the same valid number, not verified on both sides. */
export type Evidence = readonly Readonly<{
  field: string;
  outcome: 'equal' | 'unverified' | 'different' | 'missing';
}>[];

type Outcome = Evidence[number]['outcome'];

const same = (a: string | undefined, b: string | undefined): Outcome => {
  if (a === undefined || b === undefined) return 'missing';
  return a === b ? 'equal' : 'different';
};

function birth(a: Person, b: Person): Outcome {
  if (a.born !== undefined && b.born !== undefined) return same(a.born, b.born);
  // A placeholder counts as a year: it can contradict, and never agrees.
  return a.bornYear !== undefined && b.bornYear !== undefined && a.bornYear !== b.bornYear ? 'different' : 'missing';
}

function nhsNumbers(a: Person, b: Person): Outcome {
  const outcome = same(a.nhsNumber, b.nhsNumber);
  return outcome === 'equal' && !(a.nhsVerified && b.nhsVerified) ? 'unverified' : outcome;
}

/** A LAESTAB and a URN may be of one school: nothing follows. */
const schools = (a: Person, b: Person): Outcome =>
  a.school?.length === b.school?.length ? same(a.school, b.school) : 'missing';

function parents(a: Person, b: Person): Outcome {
  if (a.parents.length === 0 || b.parents.length === 0) return 'missing';
  return a.parents.some((parent) => b.parents.includes(parent)) ? 'equal' : 'different';
}

/** Field by field; the same whichever of the two comes first. */
export function compare(a: Person, b: Person): Evidence {
  return [
    { field: 'nhs-number', outcome: nhsNumbers(a, b) },
    { field: 'upn', outcome: same(a.upn, b.upn) },
    { field: 'given-name', outcome: same(a.given, b.given) },
    { field: 'family-name', outcome: same(a.family, b.family) },
    { field: 'birth-date', outcome: birth(a, b) },
    { field: 'postcode', outcome: same(a.postcode, b.postcode) },
    { field: 'school', outcome: schools(a, b) },
    { field: 'parent', outcome: parents(a, b) },
  ];
}

export const outcomeOf = (evidence: Evidence, field: string): Outcome =>
  evidence.find((one) => one.field === field)?.outcome ?? 'missing';

/** The same postcode, school or parent. */
export const sharePlace = (a: Person, b: Person): boolean => {
  const evidence = compare(a, b);
  return ['postcode', 'school', 'parent'].some((field) => outcomeOf(evidence, field) === 'equal');
};
