import type { Name } from '../clean/names';
import type { Person } from '../person';

/**
 * What two records of one person are found by: each kind of key forgives other mistakes. A key that too many share finds
 * nobody, so the wide ones at the end work among few records and give way among many.
 */
export type KeyKind = Readonly<{ name: string; keyOf: (person: Person) => string | undefined }>;

/** How a name sounds; where double metaphone cannot tell, its letters. Short forms of a name stand under one. */
const soundOf = (name: Name | undefined): string | undefined =>
  name && (name.groups.length > 0 ? `#${name.groups[0]}` : (name.sounds[0] ?? name.text));

export const familySound = (name: Name | undefined): string | undefined => name && (name.sounds[0] ?? name.text);

const initialOf = (name: Name | undefined): string | undefined => name?.text.slice(0, 1);

/** Both names in either order. */
function namePair({ given, family }: Person): string | undefined {
  const [one, other] = [familySound(given), familySound(family)];
  if (one === undefined || other === undefined) return undefined;
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** Day and month in either order. */
function birthKey({ birth }: Person): string | undefined {
  if (!birth || birth.yearOnly) return undefined;
  const [month, day] = [birth.digits.slice(4, 6), birth.digits.slice(6)];
  return birth.year + (month < day ? month + day : day + month);
}

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join('|');

const lastWord = ({ family }: Person): string | undefined =>
  family && family.words.length > 1 ? family.words.at(-1) : family?.text;

const home = ({ postcodes }: Person): string | undefined => postcodes[0]?.unit;

export const KEY_KINDS: readonly KeyKind[] = [
  { name: 'nhs-number', keyOf: ({ nhs, formerNhs }) => nhs ?? formerNhs[0] },
  { name: 'upn', keyOf: ({ upn, formerUpns }) => upn ?? formerUpns[0] },
  { name: 'number', keyOf: ({ number }) => number },
  { name: 'names and birth date', keyOf: (person) => joined(namePair(person), birthKey(person)) },
  { name: 'family name and birth date', keyOf: (person) => joined(familySound(person.family), birthKey(person)) },
  { name: 'last family name and birth date', keyOf: (person) => joined(lastWord(person), birthKey(person)) },
  { name: 'given name and birth date', keyOf: (person) => joined(soundOf(person.given), birthKey(person)) },
  { name: 'birth date and postcode', keyOf: (person) => joined(birthKey(person), home(person)) },
  { name: 'names and year', keyOf: (person) => joined(namePair(person), person.birth?.year) },
  {
    name: 'given name, family name and year',
    keyOf: ({ given, family, birth }) => joined(soundOf(given), familySound(family), birth?.year),
  },
  // A slip in one name beside a birth date that is a placeholder, or mistyped: the first letter is seldom the wrong one.
  {
    name: 'given name, initial and year',
    keyOf: ({ given, family, birth }) => joined(soundOf(given), initialOf(family), birth?.year),
  },
  {
    name: 'initial, family name and year',
    keyOf: ({ given, family, birth }) => joined(initialOf(given), familySound(family), birth?.year),
  },
  { name: 'names and day of the year', keyOf: (person) => joined(namePair(person), birthKey(person)?.slice(4)) },
  { name: 'names and postcode', keyOf: (person) => joined(namePair(person), home(person)) },
  { name: 'given name and postcode', keyOf: (person) => joined(soundOf(person.given), home(person)) },
  { name: 'family name and postcode', keyOf: (person) => joined(familySound(person.family), home(person)) },
  {
    name: 'given name, house and street',
    keyOf: ({ given, house, streets }) => joined(soundOf(given), house, streets[0]?.text),
  },
  { name: 'names', keyOf: namePair },
  { name: 'birth date', keyOf: birthKey },
  { name: 'house and street', keyOf: ({ house, streets }) => joined(house, streets[0]?.text) },
];
