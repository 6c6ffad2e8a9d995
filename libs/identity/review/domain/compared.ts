import type { Evidence } from '../../domain/decide-child';
import type { Said } from '../../domain/person';
import type { Spoken } from '../../domain/person';

/** One field of two records, side by side. */
export type Compared = Readonly<{
  field: string;
  /** Null where a record says nothing of it, and where it is compared and not shown. */
  one: string | null;
  other: string | null;
  /** The matcher's level: same, close, different …; null where it does not compare the field, or a side says nothing. */
  outcome: string | null;
  /** Bits for one child, or against. */
  weight: number | null;
  /** Why the values are not shown: where a child lives or goes is protected, or the number is not for these sectors. */
  withheld?: 'protected-place' | 'sector';
}>;

type Field = Exclude<keyof Said, 'nhsNumberStatus' | 'numberPeriods'>;
/** In the order in which somebody reads them, each by the matcher's name for it. */
const FIELDS: readonly (readonly [Field, string])[] = [
  ['givenName', 'given-name'],
  ['familyName', 'family-name'],
  ['birthDate', 'birth-date'],
  ['expectedBirthDate', 'expected-birth-date'],
  ['sex', 'sex'],
  ['nhsNumber', 'nhs-number'],
  ['upn', 'upn'],
  ['postcode', 'postcode'],
  ['school', 'school'],
  ['parents', 'parent'],
];
/** These tell where a child can be found (design/access.md 7). */
const PLACES: readonly string[] = ['postcode', 'school'];
/** Between these alone UPN is matched and shown (design/access.md 17). */
export const UPN_SECTORS: readonly string[] = ['education', 'social-care'];

/**
 * Two records field by field, as the matcher compared them. Where either child's place is sealed, what tells a place is
 * shown of neither: an equal value would tell the other's.
 */
export function compared(
  one: Spoken,
  other: Spoken,
  { evidence, sealed }: Readonly<{ evidence: Evidence; sealed: boolean }>,
): readonly Compared[] {
  const upnShown = [one, other].every(({ sector }) => UPN_SECTORS.includes(sector));
  const found = new Map(evidence.map((line) => [line.field, line]));
  return FIELDS.flatMap(([name, field]): Compared[] => {
    const values = { one: told(one, name), other: told(other, name) };
    if (values.one === null && values.other === null) return [];
    const line = found.get(field);
    const judged = { field, outcome: line?.outcome ?? null, weight: line?.weight ?? null };
    const withheld = sealed && PLACES.includes(field) ? 'protected-place' : undefined;
    if (withheld) return [{ ...judged, ...NOTHING, withheld }];
    if (field === 'upn' && !upnShown) return [{ ...judged, ...NOTHING, withheld: 'sector' }];
    return [{ ...judged, ...values }];
  });
}

const FORMER = { familyName: 'formerFamilyNames', postcode: 'formerPostcodes' } as const;

/** What a record says, and beside it what it said before where that is compared too. */
function told(said: Spoken, name: Field): string | null {
  const former = name === 'familyName' || name === 'postcode' ? said[FORMER[name]] : undefined;
  const before = (former ?? []).map((one) => `before: ${one}`);
  return textOf(before.length > 0 ? [...[said[name] ?? []].flat(), ...before] : said[name]);
}

const NOTHING = { one: null, other: null } as const;

function textOf(value: string | readonly string[] | undefined): string | null {
  const text = typeof value === 'string' ? value : (value ?? []).join('; ');
  return text === '' ? null : text;
}
