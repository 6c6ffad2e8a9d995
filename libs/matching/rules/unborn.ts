import type { Birth } from '../clean/birth-date';
import { isOneOf, type Levels } from '../compare/fields';
import type { Person } from '../person';
import type { Ruling } from './ruling';

/**
 * Days by which a birth may come before or after the day it is expected on. A child may live from the 24th week of the
 * forty (Abortion Act 1967, s. 1; NICE NG25); birth is brought on by the 42nd (NICE NG207). Beside that, two weeks for a
 * day that was reckoned without a scan.
 */
export const DAYS_EARLY = 18 * 7;
export const DAYS_LATE = 4 * 7;
/** Two reckonings of one pregnancy. */
const RECKONED_APART = 4 * 7;

const familyAgrees = isOneOf('family-name', 'same', 'part', 'typo');
const homeAgrees = isOneOf('postcode', 'same', 'typo');
const parentAgrees = isOneOf('parent', 'same', 'close');

export const isUnborn = (person: Person): boolean => person.expected !== undefined;

/**
 * A child not yet born, beside another or beside a newborn: it has no given name, no sex and no number, so what is left is
 * the mother's. Never linked by a machine: of twins, one expected child becomes two. Undefined where both are born.
 */
export function ofUnborn(a: Person, b: Person, levels: Levels): Ruling | undefined {
  const days = daysLater(a, b);
  if (days === undefined) return undefined;
  const [early, late] = isUnborn(a) && isUnborn(b) ? [RECKONED_APART, RECKONED_APART] : [DAYS_EARLY, DAYS_LATE];
  if (days < -early || days > late) return { kind: 'apart', reason: 'another-birth' };
  const agreeing = [familyAgrees, homeAgrees, parentAgrees].filter((agrees) => agrees(levels)).length;
  const isEnough = agreeing > 1 || haveSameParents(a, b);
  return { kind: 'review', reason: isEnough ? 'not-yet-born' : 'no-birth-date' };
}

/**
 * Each parent whom the one names is named by the other, by given and family name: enough, for a family moves before a birth
 * and a newborn bears either name. Where both name two, a father alone is not: he may have two children expected.
 */
function haveSameParents(a: Person, b: Person): boolean {
  const [few, many] = [namesOf(a), namesOf(b)].sort((one, other) => one.length - other.length);
  return few !== undefined && few.length > 0 && few.every((name) => many?.includes(name));
}

const namesOf = ({ parents }: Person): readonly string[] =>
  parents.flatMap(({ parts: [given, ...rest] }) =>
    given && rest.length > 0 ? `${given.text} ${rest.at(-1)?.text}` : [],
  );

/** How much later the one was born, or is expected, than the other was expected. Undefined where that cannot be said. */
function daysLater(a: Person, b: Person): number | undefined {
  if (a.expected) return b.expected || b.birth ? between(a.expected, b.expected ?? b.birth) : undefined;
  return b.expected && a.birth ? between(b.expected, a.birth) : undefined;
}

const between = (one: Birth, other: Birth | undefined): number | undefined =>
  one.exists && other?.exists ? (dayOf(other) - dayOf(one)) / DAY : undefined;
const DAY = 86_400_000;
/** So many days after it, as `YYYYMMDD`. */
export const dayAt = (birth: Birth, days: number): string =>
  new Date(dayOf(birth) + days * DAY).toISOString().slice(0, 10).replaceAll('-', '');
const dayOf = ({ digits }: Birth): number =>
  Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6)));
