import type { Fault, Person, Stated } from '../person';
import { type Birth, readBirthDate } from './birth-date';
import { wordsIn } from './letters';
import { type Name, Names } from './names';
import { readNumbers } from './numbers';
import { type Postcode, readPostcode } from './postcode';

const LONGEST_WORD = 60;
const SEXES: Readonly<Record<string, 'male' | 'female'>> = {
  M: 'male',
  MALE: 'male',
  BOY: 'male',
  '1': 'male',
  F: 'female',
  FEMALE: 'female',
  GIRL: 'female',
  '2': 'female',
};

/** Makes records ready for comparing. One reader for all that are compared: equal names become one object. */
export class PersonReader {
  private readonly names = new Names();
  private readonly words = new Map<string, string>();

  read(stated: Stated): Person {
    const faults: Fault[] = [];
    const [house, streets] = this.address(stated, faults);
    const expected = stated.birthDate?.trim() ? undefined : birthOf(stated.expectedBirthDate, faults);
    const school = placeholderFree(this.word(stated.school, 'school', faults));
    return {
      id: stated.id,
      sector: stated.sector,
      given: this.name(stated.givenName, 'given-name', faults),
      family: this.name(stated.familyName, 'family-name', faults),
      formerFamilies: this.namesOf(stated.formerFamilyNames, 'family-name', faults),
      birth: birthOf(stated.birthDate, faults),
      expected,
      sex: SEXES[(stated.sex ?? '').trim().toUpperCase()],
      postcodes: postcodesOf(stated, faults),
      house,
      streets,
      locality: this.name(stated.locality, 'locality', faults),
      region: this.word(stated.region, 'region', faults),
      parents: this.namesOf(stated.parents?.flatMap(parentIn), 'parent', faults),
      school,
      ...readNumbers(stated, { school, isBorn: expected === undefined, faults }),
      number: placeholderFree(this.word(stated.otherNumber, 'number', faults)),
      faults: faults.length > 0 ? faults : NO_FAULTS,
    };
  }

  private address(stated: Stated, faults: Fault[]): [string | undefined, readonly Name[]] {
    const lines = (stated.addressLines ?? []).filter((line) => line.trim() !== '');
    const own = stated.houseNumber?.trim() ? [stated.houseNumber, ...lines] : lines;
    const [first = '', ...rest] = own;
    // `12b Mill Lane` holds its number; a number by itself is the whole of the first line.
    const led = /^\s*(\d+\s?[A-Za-z]?)(?:[\s,]+(.*))?$/.exec(first.slice(0, 200));
    const house = led ? this.word(led[1], 'house', faults) : this.word(stated.houseNumber, 'house', faults);
    const streets = led ? [led[2] ?? '', ...rest] : stated.houseNumber?.trim() ? rest : own;
    return [house, this.namesOf(streets, 'street', faults)];
  }

  private namesOf(stated: readonly string[] | undefined, field: string, faults: Fault[]): readonly Name[] {
    if (stated === undefined || stated.length === 0) return NO_NAMES;
    const names = stated.slice(0, 20).map((one) => this.name(one, field, faults));
    return [...new Set(names.filter((name) => name !== undefined))];
  }

  private name(stated: string | undefined, field: string, faults: Fault[]): Name | undefined {
    const name = stated ? this.names.read(stated) : undefined;
    if (typeof name !== 'string') return name;
    faults.push({ field, reason: name });
    return undefined;
  }

  /** A code or number without its spaces and signs; each kept once. */
  private word(stated: string | undefined, field: string, faults: Fault[]): string | undefined {
    if (!stated?.trim()) return undefined;
    const text = stated.length > LONGEST_WORD ? '' : wordsIn(stated).join('');
    if (text === '') faults.push({ field, reason: 'unreadable' });
    const kept = this.words.get(text) ?? text;
    this.words.set(text, kept);
    return kept === '' ? undefined : kept;
  }
}

const TITLE = /^\s*(?:mr|mrs|ms|miss|mx|dr|rev)\b\.?\s*/i;

/** Without “Mrs”. One word without a title is no name: “Mum”. */
function parentIn(stated: string): string | [] {
  const name = stated.replace(TITLE, '');
  return name !== stated || /\S[\s-]+\S/.test(name) ? name : [];
}

const NO_NAMES: readonly Name[] = [];
const NO_FAULTS: readonly Fault[] = [];
const NO_POSTCODES: readonly Postcode[] = [];
const LONGEST_DATE = 40;

function birthOf(birthDate: string | undefined, faults: Fault[]): Birth | undefined {
  if (!birthDate?.trim()) return undefined;
  const birth = birthDate.length > LONGEST_DATE ? undefined : readBirthDate(birthDate);
  if (!birth) faults.push({ field: 'birth-date', reason: 'no-date' });
  else if (!birth.exists) faults.push({ field: 'birth-date', reason: 'no-such-day' });
  else if (birth.yearOnly) faults.push({ field: 'birth-date', reason: 'year-only' });
  return birth;
}

function postcodesOf({ postcode, formerPostcodes = [] }: Stated, faults: Fault[]): readonly Postcode[] {
  const found: Postcode[] = [];
  for (const stated of [postcode ?? '', ...formerPostcodes].slice(0, 20)) {
    const one = readPostcode(stated);
    if (one === 'joins-nobody') faults.push({ field: 'postcode', reason: one });
    else if (one && !found.some((other) => other.unit === one.unit)) found.push(one);
  }
  return found.length > 0 ? found : NO_POSTCODES;
}

const placeholderFree = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > 1 && /^(.)\1*$/.test(text) ? undefined : text;
