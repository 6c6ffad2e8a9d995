import { NO_FAMILY_NAME } from '../clean/customs';
import type { Name } from '../clean/names';
import type { Person } from '../person';
import { AT, type Levels, levelOf, MISSING } from './fields';
import { compareGiven, type Known } from './given';
import { compareFamily } from './names';
import { isFamilyOfParent, isOfParent } from './parents';

const GIVEN_DIFFERENT = levelOf('given-name', 'different');
const GIVEN_CLOSE = levelOf('given-name', 'close');
const GIVEN_TYPO = levelOf('given-name', 'typo');
const FAMILY_CLOSE = levelOf('family-name', 'close');
const FAMILY_PARENT = levelOf('family-name', 'parent');
const FAMILY_DIFFERENT = levelOf('family-name', 'different');
const FAMILY_CUSTOM = levelOf('family-name', 'custom');
const STRAIGHT = levelOf('name-order', 'straight');
const SWAPPED = levelOf('name-order', 'swapped');
/** What a level of given names is among family names: a form or another spelling of one is as good as a slip. */
const AMONG_FAMILIES: readonly number[] = (
  ['same', 'typo', 'part', 'typo', 'close', 'different', 'different'] as const
).map((level) => levelOf('family-name', level));

const AMONG_GIVEN: readonly number[] = (
  ['same', 'part', 'typo', 'close', 'different', 'different', 'different'] as const
).map((level) => levelOf('given-name', level));

type Naming = Readonly<{ into: Levels; known: Known }>;

/** Both names of two people. Straight, unless the names agree crosswise and not straight. */
export function compareNames(a: Person, b: Person, { into, known }: Naming): void {
  const given = compareGiven(a.given, b.given, known);
  const family = explained(compareFamily(familiesOf(a), familiesOf(b)), a, b);
  into[AT['given-name']] = given;
  into[AT['family-name']] = family;
  into[AT['name-order']] = given === MISSING || family === MISSING ? MISSING : STRAIGHT;
  if (given < GIVEN_CLOSE && family === FAMILY_DIFFERENT && areTurned(a, b, known))
    return turned(a, b, { into, known });
  if (given !== GIVEN_DIFFERENT || family < FAMILY_CLOSE) return;
  const [crossGiven, crossFamily] = crossed(a, b, known);
  if (crossGiven === MISSING) return;
  into[AT['given-name']] = crossGiven;
  into[AT['family-name']] = crossFamily;
  into[AT['name-order']] = SWAPPED;
}

/** What both say as the given name is the family's: of twins both of whose names stand in each other's place. */
const areTurned = (a: Person, b: Person, known: Known): boolean =>
  [a.given, b.given].some(
    (name) => name && (known.isFamilyName(name) || isFamilyOfParent(name, [...a.parents, ...b.parents])),
  );

function turned(a: Person, b: Person, { into, known }: Naming): void {
  into[AT['given-name']] = compareGiven(a.family, b.family, known);
  into[AT['family-name']] = compareFamily(of(a.given), of(b.given));
}

/** Under another family name, which is that of a parent whom the other record names. */
const explained = (family: number, a: Person, b: Person): number =>
  family > FAMILY_PARENT && (isOfParent(a.family, b.parents) || isOfParent(b.family, a.parents))
    ? FAMILY_PARENT
    : family;

const NOT_CROSSED = [MISSING, MISSING] as const;

/** The levels of given and family names where each stands in the other's place. */
function crossed(a: Person, b: Person, known: Known): readonly [given: number, family: number] {
  const one = crosswise(a.given, b.family, known);
  const other = crosswise(a.family, b.given, known);
  if (one === MISSING || other === MISSING) return NOT_CROSSED;
  if (Math.max(one, other) <= GIVEN_CLOSE)
    return [Math.min(one, other), AMONG_FAMILIES[Math.max(one, other) - 1] ?? FAMILY_CLOSE];
  if (Math.min(one, other) > GIVEN_TYPO) return NOT_CROSSED;
  const family =
    one < other
      ? beside([a.given, a.family], [b.family, b.given], [a, b])
      : beside([b.given, b.family], [a.family, a.given], [b, a]);
  return family === MISSING ? NOT_CROSSED : [Math.min(one, other), family];
}

type Called = readonly [given: Name | undefined, family: Name | undefined];

/**
 * A given name agrees crosswise, and what stands beside it does not: the level of family names of which the one is a
 * parent's, or stands where the custom has none. Missing where what agrees may be the family name, for then they are two.
 */
function beside([given, family]: Called, [otherGiven, otherFamily]: Called, [a, b]: readonly [Person, Person]): number {
  if (!given || !family || !otherGiven || !otherFamily) return MISSING;
  const mayBeFamily = [given, otherGiven].some(
    (name) => isOfParent(name, [...a.parents, ...b.parents]) || isCustom(name),
  );
  if (mayBeFamily) return MISSING;
  if (isOfParent(family, b.parents) || isOfParent(otherFamily, a.parents)) return FAMILY_PARENT;
  return isCustom(family) || isCustom(otherFamily) ? FAMILY_CUSTOM : MISSING;
}

const isCustom = ({ text }: Name): boolean => NO_FAMILY_NAME.has(text);

const SHORTEST_GIVEN = 4;

/** As given names; short ones, as many family names are, by the measure of those. */
function crosswise(a: Name | undefined, b: Name | undefined, known: Known): number {
  if (!a || !b || Math.min(a.text.length, b.text.length) >= SHORTEST_GIVEN) return compareGiven(a, b, known);
  return Math.min(compareGiven(a, b, known), AMONG_GIVEN[compareFamily([a], [b]) - 1] ?? GIVEN_DIFFERENT);
}

const NOBODY: readonly Name[] = [];
const of = (name: Name | undefined): readonly Name[] => (name ? [name] : NOBODY);
const familiesOf = ({ family, formerFamilies }: Person): readonly Name[] =>
  formerFamilies.length === 0 ? of(family) : [...of(family), ...formerFamilies];
