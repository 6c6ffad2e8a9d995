import type { Birth } from '../clean/birth-date';
import type { Name } from '../clean/names';
import type { Person } from '../person';
import { dayAt, DAYS_EARLY, DAYS_LATE } from '../rules/unborn';
import { familySound } from './keys';

/**
 * What a child not yet born is found by where the family moved, or the newborn bears another family name: each parent's
 * given and family name with each month in which birth may come. A born child is sought by the month of its birth; whoever
 * is at school was not born lately.
 */
export function birthKeys({ parents, expected, birth, school }: Person): readonly string[] {
  if (parents.length === 0 || (!expected && school !== undefined)) return NONE;
  const months = expected ? monthsAround(expected) : birth?.exists ? [birth.digits.slice(0, MONTH)] : NONE;
  const names = new Set(parents.flatMap((parent) => wholeName(parent) ?? []));
  return [...names].flatMap((name) => months.map((month) => `${name}|${month}`));
}

const NONE: readonly string[] = [];
/** `YYYYMM` */
const MONTH = 6;

/** Both names in either order; undefined where one is missing. */
function wholeName({ parts }: Name): string | undefined {
  const [one, other] = [familySound(parts[0]), familySound(parts.at(-1))];
  if (one === undefined || other === undefined) return undefined;
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function monthsAround(expected: Birth): readonly string[] {
  if (!expected.exists) return NONE;
  const months = new Set<string>();
  for (let days = -DAYS_EARLY; days < DAYS_LATE; days += SHORTEST_MONTH)
    months.add(dayAt(expected, days).slice(0, MONTH));
  return [...months.add(dayAt(expected, DAYS_LATE).slice(0, MONTH))];
}
const SHORTEST_MONTH = 28;

/** Children not yet born among a set of records, and by whom they are found; costs nothing where there is none. */
export class Births {
  private readonly unborn: ReadonlyMap<string, readonly number[]>;
  private born: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(
    private readonly people: readonly Person[],
    private readonly most: number,
  ) {
    this.unborn = this.placesBy(({ expected }) => expected !== undefined);
  }

  /** Each pair of which one at least is not yet born, once; a < b. */
  pairs(visit: (a: number, b: number) => void): void {
    if (this.unborn.size === 0) return;
    this.people.forEach((person, place) => {
      for (const other of this.among(this.unborn, person)) {
        // Of two who are not yet born the later finds the earlier.
        const isFirst = person.expected === undefined || other < place;
        if (other !== place && isFirst) visit(Math.min(other, place), Math.max(other, place));
      }
    });
  }

  /** Places of those whom somebody who may stand outside may be: of the one not yet born also those who are. */
  candidates(person: Person): readonly number[] {
    const unborn = this.among(this.unborn, person);
    if (!person.expected) return [...unborn];
    this.born ??= this.placesBy(({ expected }) => expected === undefined);
    return [...unborn, ...this.among(this.born, person)];
  }

  private among(places: ReadonlyMap<string, readonly number[]>, person: Person): ReadonlySet<number> {
    if (places.size === 0) return new Set();
    const blocks = birthKeys(person).map((key) => places.get(key) ?? []);
    return new Set(blocks.filter(({ length }) => length <= this.most).flat());
  }

  private placesBy(isMeant: (person: Person) => boolean): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>();
    this.people.forEach((person, place) => {
      if (!isMeant(person)) return;
      for (const key of birthKeys(person)) {
        const others = places.get(key);
        if (others) others.push(place);
        else places.set(key, [place]);
      }
    });
    return places;
  }
}
