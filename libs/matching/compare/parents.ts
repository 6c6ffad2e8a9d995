import type { Name } from '../clean/names';
import { levelOf, MISSING } from './fields';
import { isTypo, partsOf, shareSpelling } from './names';

const [SAME, CLOSE, PART, DIFFERENT] = (['same', 'close', 'part', 'different'] as const).map((level) =>
  levelOf('parent', level),
) as [number, number, number, number];

/** Shorter is an initial, or no name. */
const SHORTEST = 3;

/** The nearest of any parent the one record names to any of the other's. */
export function compareParents(as: readonly Name[], bs: readonly Name[]): number {
  let best: number = MISSING;
  for (const a of as) {
    for (const b of bs) {
      const level = levelBetween(a, b);
      if (level === MISSING) continue;
      if (best === MISSING || level < best) best = level;
    }
  }
  return best;
}

/** Whether a child's family name is one of a parent's names, whichever stands last. */
export function isOfParent(family: Name | undefined, parents: readonly Name[]): boolean {
  if (!family) return false;
  return parents.some((parent) => partsOf(parent).some((one) => partsOf(family).some((other) => isSame(one, other))));
}

/** Whether a name is what stands as a parent's family name. */
export const isFamilyOfParent = (name: Name, parents: readonly Name[]): boolean =>
  parents.some((parent) => isSame(name, parent.parts.at(-1) ?? parent));

/**
 * Both names of a parent agree, or one of them nearly does: a mother has her own family name in one record and her child's or
 * her husband's in the next. “Mrs Thornwick” agrees and disagrees with nobody.
 */
function levelBetween(a: Name, b: Name): number {
  const [givenA, familyA, givenB, familyB] = [a.parts[0], a.parts.at(-1), b.parts[0], b.parts.at(-1)];
  if (!givenA || !familyA || !givenB || !familyB) return MISSING;
  if (a === b || a.text === b.text) return SAME;
  if (isNear(familyA, familyB)) return formLevel(givenA, givenB);
  if (isNear(givenA, familyB) && isNear(familyA, givenB)) return CLOSE;
  return givenA.text.length >= SHORTEST && givenA.text === givenB.text ? PART : DIFFERENT;
}

/** Of one family name: the same given name, nearly written, in another form, or its initial alone. */
function formLevel(a: Name, b: Name): number {
  if (isNear(a, b) || a.groups.some((group) => b.groups.includes(group))) return CLOSE;
  const isInitial = (a.text.length === 1 || b.text.length === 1) && a.text[0] === b.text[0];
  return isInitial ? PART : DIFFERENT;
}

const isNear = (a: Name, b: Name): boolean => a.text === b.text || isTypo(a.text, b.text) || shareSpelling(a, b);
const isSame = (a: Name, b: Name): boolean => Math.min(a.text.length, b.text.length) >= SHORTEST && isNear(a, b);
