import type { DirectoryView } from '@tributary/directory';
import { type MatchShown, RESTRICTED_AGENCY } from '@tributary/identity';
import type { Fault } from '../access/own-words';
import { agencyName } from '../page/agency-name';
import { sentence, spoken } from '../page/words';

export const CHANGED: Fault = {
  field: 'decision',
  text: 'Something changed since you looked. Look again, and decide again',
};

/** Why no machine linked a pair. */
const REASONS: Readonly<Record<string, string>> = {
  'not-certain': 'They are alike, and not enough for a machine',
  'several-fit': 'The record fits several children',
  'better-evidence': 'The record says more now, and fits another child better',
  'number-superseded': 'The record says that the number of the other was replaced by its own',
  'number-taken-back': 'The record that said that one number replaced the other says so no longer',
  'came-by-another': 'It came while a record was there that was taken out since, and may be of that one’s child',
  'looked-again': 'Looked at together with all others, they are of one child',
  'merged-at-source': 'The agency says that it keeps both as one',
  'linked-at-source': 'The agency says that both of its records are of one person, and keeps both',
  'number-alone': 'They share a number, and nothing else that agrees',
  'number-contradicted': 'They share a number, and a name or the birth date says otherwise',
  'two-nhs-numbers': 'They have two different NHS numbers',
  'two-upns': 'They have two different pupil numbers',
  'no-given-name': 'One of them has no first name',
  'given-name-only-near': 'Their first names are only near each other',
  'no-birth-date': 'One of them has no birth date',
  'not-yet-born': 'A birth was expected at that home, or in that family, about then',
  'another-birth': 'One of them was expected long before or after the other was born',
  'another-birth-date': 'Their birth dates differ',
  'another-given-name': 'Their first names differ',
  'one-or-twins': 'All but the first name agrees, and no service holds both: one child by two names, or twins',
};
export const reasonWords = (reason: string): string => REASONS[reason] ?? spoken(reason);

const FIELDS: Readonly<Record<string, string>> = {
  'given-name': 'First name',
  'family-name': 'Surname',
  'name-order': 'Order of names',
  'birth-date': 'Birth date',
  'expected-birth-date': 'Expected birth date',
  sex: 'Sex',
  'nhs-number': 'NHS number',
  upn: 'Pupil number (UPN)',
  postcode: 'Postcode',
  house: 'House',
  street: 'Street',
  locality: 'Town',
  region: 'Region',
  parent: 'Parents',
  school: 'School',
  number: 'Other number',
};
export const fieldName = (field: string): string => FIELDS[field] ?? field;

const LEVELS: Readonly<Record<string, string>> = {
  same: 'The same',
  straight: 'In the same order',
  variant: 'Another form of the name',
  part: 'Part of the other',
  typo: 'A slip in writing',
  close: 'Close',
  initial: 'An initial of the other',
  swapped: 'Swapped',
  digit: 'One digit differs',
  'day-and-month': 'Day and month agree',
  'month-and-year': 'Month and year agree',
  year: 'The year agrees',
  sector: 'The same sector of the post',
  district: 'The same district of the post',
  area: 'The same area of the post',
  different: 'Different',
};
const SAME: readonly string[] = ['same', 'straight'];

/** How a field compared, in words that need no colour. */
export const levelWords = (outcome: string | null): string =>
  outcome === null ? 'Only one says it' : (LEVELS[outcome] ?? outcome);

/** Whether a reader has to look at it. */
export const differs = (outcome: string | null): boolean => outcome !== null && !SAME.includes(outcome);

export function weightWords(weight: number | null): string {
  if (weight === null) return '';
  const bits = Math.abs(weight).toFixed(1);
  return weight < 0 ? `${bits} bits against` : `${bits} bits for`;
}

export const percentWords = (probability: number | null): string => {
  if (probability === null) return 'not weighed';
  const percent = Math.floor(probability * 1000) / 10;
  return percent >= 99.9 ? 'above 99.9\u00a0%' : `${percent}\u00a0%`;
};

const METHODS: Readonly<Record<string, string>> = {
  first: 'The child’s first record',
  'first-sight': 'The child’s first record',
  'nhs-number': 'By its NHS number',
  upn: 'By its pupil number',
  weighed: 'By weight',
  superseded: 'By a number that another one replaced',
  'merged-by-source': 'Kept as one by its agency',
  'by-hand': 'By hand',
  'taken-back': 'Put back',
};
/** How a record came to its child. */
export const methodWords = (method: string): string => METHODS[method] ?? sentence(spoken(method));

/** An agency by name; one that may not be named, by what may be said of it. */
export function agencyWords(id: string, view: DirectoryView): string {
  if (id === RESTRICTED_AGENCY) return 'a restricted service';
  if (id.startsWith('sealed-')) return `a place in ${spoken(id.slice('sealed-'.length))}, which is protected`;
  return agencyName(view, id);
}

/** What would follow from a link or an unlink, a sentence each. */
export function followsWords(follows: MatchShown['follows'], view: DirectoryView): readonly string[] {
  const { agencies, events, alerts, assessments, cohorts, restricted } = follows;
  const named = (ids: readonly string[]): string => ids.map((id) => agencyWords(id, view)).join(', ');
  const moving = named(agencies.moving);
  return [
    restricted ? 'Something restricted is on one side.' : '',
    agencies.comeTogether.length > 0
      ? `${moving} would come to share the child with ${named(agencies.comeTogether)}.`
      : '',
    agencies.part.length > 0 ? `${moving} would share no child with ${named(agencies.part)} any more.` : '',
    events === null ? '' : events === 1 ? 'One event would move.' : `${events} events would move.`,
    alertWords(alerts),
    assessments.merge
      ? 'An open assessment would stand beside another one.'
      : assessments.move
        ? 'An open assessment would go with the record.'
        : '',
    cohorts.openToMoving.length > 0
      ? `What opens by these would open to ${moving}: ${cohorts.openToMoving.map(spoken).join(', ')}.`
      : '',
    cohorts.openToOthers.length > 0
      ? `What opens by these would open to the others: ${cohorts.openToOthers.map(spoken).join(', ')}.`
      : '',
  ].filter((line) => line !== '');
}

function alertWords({ move, merge }: MatchShown['follows']['alerts']): string {
  if (move === 0) return 'No open alert would change.';
  const what = move === 1 ? 'One open alert' : `${move} open alerts`;
  const kind = merge === 0 ? '' : `, ${merge} of them of a kind that it has already`;
  return `${what} would be looked at anew for the other child${kind}.`;
}
