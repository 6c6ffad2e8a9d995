import { Problem } from '@tributary/kernel';
import type { HubAnswer } from '../asking';
import type { Call } from './parameters';

/** How sure it is (value set match-grade, R4). */
const GRADES: Readonly<Record<string, string>> = {
  Match: 'certain',
  PotentialMatch: 'probable',
  LowConfidenceMatch: 'possible',
};
const GRADE = 'http://hl7.org/fhir/StructureDefinition/match-grade';
/** The asker's agency's own reference for a child. */
const REFERENCES = 'urn:tributary:child';

/**
 * An answer as `$match` gives it: a searchset, most likely first, with a score and a grade each, and what else is to be
 * said as an outcome. A patient in it is a reference: of who the child is it says nothing. Throws a Problem where there is
 * no answer.
 */
export function bundleOf(answer: HubAnswer, { onlyCertainMatches, count }: Omit<Call, 'question'>): object {
  if (answer.status === 'Error') throw noAnswer(answer);
  const told = onlyCertainMatches && !isCertain(answer) ? [] : answer.candidates.slice(0, count);
  const patients = told.map((one) => ({
    resource: { resourceType: 'Patient', id: one.child, identifier: [{ system: REFERENCES, value: one.child }] },
    search: {
      extension: [{ url: GRADE, valueCode: gradeOf(one.status, answer) }],
      mode: 'match',
      score: Math.round(one.probability * 1e6) / 1e6,
    },
  }));
  const outcome = { resource: outcomeOf(answer), search: { mode: 'outcome' } };
  return { resourceType: 'Bundle', type: 'searchset', total: patients.length, entry: [...patients, outcome] };
}

const isCertain = ({ status, candidates }: HubAnswer): boolean => status === 'Match' && candidates.length === 1;

/** Of several that match equally none is certain. */
const gradeOf = (status: string, answer: HubAnswer): string | undefined =>
  answer.status === 'ManyMatch' && status === 'Match' ? 'probable' : GRADES[status];

const outcomeOf = ({ status, reason, known, notUsed, weights }: HubAnswer): object => ({
  resourceType: 'OperationOutcome',
  issue: [
    issue('informational', status, `${status}${reason ? `: ${reason}` : ''}, by weights ${weights}`),
    ...(known ? [issue('informational', 'known', ringing(known))] : []),
    ...notUsed.map(({ field, reason: why }) => issue('value', 'not-used', `${field}: ${why}`)),
  ],
});

const issue = (code: string, coded: string, text: string): object => ({
  ...{ severity: code === 'value' ? 'warning' : 'information', code },
  details: { coding: [{ code: coded }], text },
});

const ringing = ({ by, ring }: NonNullable<HubAnswer['known']>): string =>
  `Known ${by === 'your-agency' ? 'to your agency' : 'elsewhere'}. Ring ${ring.name}: ${ring.phone}; out of hours ${ring.outOfHours}`;

const noAnswer = ({ reason, notUsed }: HubAnswer): Problem =>
  new Problem(
    'match-no-answer',
    422,
    reason === 'not-a-child' ? 'Nobody of that age is asked about' : 'The patient names nobody',
    ['Give a name or an NHS number', ...notUsed.map(({ field, reason: why }) => `not used: ${field}, ${why}`)].join(
      '; ',
    ),
  );
