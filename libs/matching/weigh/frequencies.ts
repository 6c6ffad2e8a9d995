import type { Name } from '../clean/names';
import { AT, type Field, type Levels, levelOf } from '../compare/fields';
import { FEWEST_BEARERS, Slips } from '../compare/slips';
import type { Person } from '../person';
import type { CommonName, NameCounts } from './weights';

type Common = CommonName;
type Counted = Readonly<{ field: Common; counts: ReadonlyMap<string, number>; total: number; rest: number }>;

/** Agreement on a name says more the rarer the name is. A name met once may be twice as common as it seems. */
const NAME_OF: Readonly<Record<Common, (person: Person) => Name | undefined>> = {
  'given-name': (person) => person.given,
  'family-name': (person) => person.family,
  locality: (person) => person.locality,
};

/** How often each name stands among the records. */
export class Frequencies {
  private readonly givenNames: Counted | undefined;
  private readonly familyNames: Counted | undefined;
  private slips: Slips | undefined;

  private constructor(private readonly counted: readonly Counted[]) {
    this.givenNames = counted.find(({ field }) => field === 'given-name');
    this.familyNames = counted.find(({ field }) => field === 'family-name');
  }

  static among(people: readonly Person[]): Frequencies {
    return new Frequencies((Object.keys(NAME_OF) as Common[]).map((field) => count(field, people)));
  }

  /** As a weights document holds them. */
  static kept(names: NameCounts = {}): Frequencies {
    const counted = (Object.keys(names) as Common[]).flatMap((field) => {
      const { total = 0, rest = 1, counts = {} } = names[field] ?? {};
      return [{ field, total, rest, counts: new Map(Object.entries(counts)) }];
    });
    return new Frequencies(counted);
  }

  /** Names that at least so many bear, as a weights document holds them: a rarer one would tell of somebody. */
  common(fewest: number): NameCounts {
    return Object.fromEntries(
      this.counted.map(({ field, counts, total, rest }) => [
        field,
        { total, rest, counts: Object.fromEntries([...counts].filter(([, count]) => count >= fewest)) },
      ]),
    );
  }

  /** The share of a name among all that have one; for a name that is not listed, as if met `rest` times. Undefined where none has one. */
  shareOf(field: Common, name: Name): number | undefined {
    const found = this.counted.find((one) => one.field === field);
    return found && found.total > 0 ? (found.counts.get(name.text) ?? found.rest) / found.total : undefined;
  }

  /** How many bear a given name; undefined where none was counted. */
  readonly bearers = (name: Name): number | undefined => {
    const found = this.givenNames;
    return found && found.total > 0 ? (found.counts.get(name.text) ?? found.rest) : undefined;
  };

  /** Many bear it as a family name, and hardly anybody as a given one. */
  readonly isFamilyName = (name: Name): boolean => {
    const families = this.familyNames?.counts.get(name.text) ?? 0;
    return families >= FEWEST_BEARERS && (this.givenNames?.counts.get(name.text) ?? 0) <= families * MOST_AS_GIVEN;
  };

  /** The given name that many bear, of which this one is a slip that hardly anybody shares. */
  readonly meant = (name: Name): string | undefined =>
    (this.slips ??= new Slips(this.givenNames?.counts ?? NOBODY)).meant(name);

  /**
   * Bits to add to each field that agrees wholly: what the mean share of the weights says, made up to the share of this
   * very name. `means` is u of `same`, by field.
   */
  adjust(pair: readonly [Person, Person], levels: Levels, means: Readonly<Record<Common, number>>): number {
    let sum = 0;
    for (const { field } of this.counted) sum += this.bitsOf(field, pair, levels, means[field]);
    return sum;
  }

  /** Of one field; 0 where it does not agree wholly. */
  bitsOf(field: Field, [a, b]: readonly [Person, Person], levels: Levels, mean: number): number {
    if (!isCommon(field) || levels[AT[field]] !== SAME) return 0;
    const name = NAME_OF[field](a);
    // Crosswise agreement is of another name of the pair: left at the mean.
    if (!name || name.text !== NAME_OF[field](b)?.text) return 0;
    const share = this.shareOf(field, name);
    return share === undefined ? 0 : Math.max(-MOST, Math.min(MOST, Math.log2(mean / share)));
  }
}

const NOBODY: ReadonlyMap<string, number> = new Map();
const SAME = levelOf('given-name', 'same');
/** Of a family name's records, those that have it in the given name's place: by mistake, which is seldom. */
const MOST_AS_GIVEN = 0.1;
/** Bits beyond which a rare name proves nothing more: it may be a slip that two copies share. */
const MOST = 6;

const isCommon = (field: Field): field is Common => field in NAME_OF;

function count(field: Common, people: readonly Person[]): Counted {
  const counts = new Map<string, number>();
  let total = 0;
  for (const person of people) {
    const name = NAME_OF[field](person);
    if (!name) continue;
    // Each of several names counts as borne too.
    for (const { text } of [name, ...name.parts]) counts.set(text, (counts.get(text) ?? 0) + 1);
    total++;
  }
  return { field, counts, total, rest: 1 };
}
