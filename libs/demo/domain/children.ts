import { type PlainDate, plusDays, plusWorkingDays } from '@tributary/kernel';
import { type Person, personOf } from './person';
import { ASH_LANE, KINGSMERE, MARLPIT, PELLGATE, type School, ST_OSWINS } from './places';
import { seededFor } from './random';
import { wordsOf } from './words';

export const CHILDREN = 1_000;
/** From four years before reception to the last year of school. */
const YOUNGEST = -4;
const YEAR_GROUPS = 16;
const PRIMARIES = [ASH_LANE, ST_OSWINS, MARLPIT];
const SECONDARIES = [KINGSMERE, PELLGATE];
/** Every third has two family names. */
const DOUBLED = 3;

export type Child = Person &
  Readonly<{
    /** National curriculum year; below 0 not yet at school. */ year: number;
    /** When the school took, or will take, the child on its roll: in the September of its first year. */
    enrolled: PlainDate;
  }>;

/** Words for the free texts of the stories: what the borough's children leave. */
export const spareWords = (seed: number): readonly string[] => wordsOf(seed).family.slice(3 * CHILDREN);

/** The children of the borough that no story is about, youngest first. */
export function childrenOf(seed: number, today: PlainDate): readonly Child[] {
  const { given, family } = wordsOf(seed);
  const begun = schoolYearBegun(today);
  const [names, asides] = [family.slice(0, 2 * CHILDREN), family.slice(2 * CHILDREN, 3 * CHILDREN)];
  return Array.from({ length: CHILDREN }, (_, number) => {
    const year = YOUNGEST + Math.floor((number * YEAR_GROUPS) / CHILDREN);
    const school = schoolOf(year, number);
    const [first, second] = [wordAt(names, 2 * number), wordAt(names, 2 * number + 1)];
    const person = personOf({
      number,
      givenName: wordAt(given, number),
      familyName: number % DOUBLED === 0 ? `${first}-${second}` : first,
      sex: number % 2 === 0 ? 'female' : 'male',
      aside: wordAt(asides, number),
      birthDate: bornIn(year, begun, seededFor(seed, 'born', number)),
      school,
    });
    return { ...person, year, enrolled: admissionDay(begun - year + (school?.years[0] ?? 0)) };
  });
}

function schoolOf(year: number, number: number): School | undefined {
  if (year < 0) return undefined;
  const schools = year < 7 ? PRIMARIES : SECONDARIES;
  // Not by the number alone: its remainders tell the lots, and each school is to have some of each.
  return schools[(number + Math.floor(number / YEAR_GROUPS)) % schools.length];
}

/** The second working day of September; on the first of a month would read as a placeholder. */
const admissionDay = (year: number): PlainDate => plusWorkingDays(`${year}-08-31` as PlainDate, 2);

/** The calendar year in which the school year began that today lies in; on its first day it is still the one before. */
function schoolYearBegun(today: PlainDate): number {
  const year = Number(today.slice(0, 4));
  return admissionDay(year) < today ? year : year - 1;
}

/** A year group is born from September to August; never on the first of a month, which reads as a placeholder. */
function bornIn(year: number, begun: number, random: () => number): PlainDate {
  const first = `${begun - 5 - year}-09-02` as PlainDate;
  const day = plusDays(first, Math.floor(random() * 363));
  return day.endsWith('-01') ? plusDays(day, 1) : day;
}

function wordAt(words: readonly string[], at: number): string {
  const word = words[at];
  if (word === undefined) throw new Error('the borough has more children than there are words');
  return word;
}
