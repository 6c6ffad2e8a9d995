import { type PlainDate, Problem } from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import type { Said } from '../domain/person';
import { statedToday } from '../open-said';
import type { Becoming } from './api/bodies';
import { tellingKinds } from './refs';

/**
 * Who a child becomes, as the matcher reads it. What was stated and tells nobody apart is refused, not left out: whoever seals
 * a pair must not believe that a number guards it which does not. Throws `sealed-identity-wrong`, which names fields and
 * never what they held.
 */
export function readBecoming(becomes: Becoming): Person {
  const person = new PersonReader().read(statedToday({ ...saidIn(becomes), sector: 'social-care' }));
  const kinds = tellingKinds(person);
  const fields = (Object.keys(KIND_OF) as readonly Field[]).filter((field) => becomes[field] !== undefined);
  const useless = fields.filter((field) => !kinds.includes(KIND_OF[field]));
  if (useless.length > 0) throw tellsNothing(useless);
  if (kinds.length === 0) throw nothingGiven();
  return person;
}

type Field = keyof Becoming;
/** By which key each field tells somebody apart: a number by itself, names and birth date together alone. */
const KIND_OF: Readonly<Record<Field, string>> = {
  nhsNumber: 'nhs-number',
  upn: 'upn',
  givenName: 'names and birth date',
  familyName: 'names and birth date',
  birthDate: 'names and birth date',
};

const saidIn = ({ birthDate, ...said }: Becoming): Said => ({
  ...said,
  ...(birthDate === undefined ? {} : { birthDate: birthDate as PlainDate }),
});

const GIVE = 'Give the new NHS number or pupil number, or both new names with the birth date';

const nothingGiven = (): Problem => new Problem('sealed-identity-wrong', 422, 'That tells nobody apart', GIVE);

const tellsNothing = (fields: readonly Field[]): Problem =>
  new Problem(
    'sealed-identity-wrong',
    422,
    'Some of that tells nobody apart',
    `Mend or leave out: ${fields.join(', ')}. A number has to be valid and permanent; names tell only both together with the ` +
      'birth date, and not where that is the first of a month, which many systems fill in for a day they do not know',
    { fields },
  );
