import type { Name } from '../clean/names';
import { levelOf, MISSING } from './fields';
import { isOneSlip, jaroWinklerFrom } from './strings';

const CLOSE = 0.88;
const SOUNDING_CLOSE = 0.75;
/** Of three letters one changed makes another name: Mia, Mya; Ali, Ari. */
const SHORTEST_TYPO = 4;
const SHORTEST_STUMP = 4;
const SHORTEST_PART = 3;

const GIVEN = numbersOf('given-name', 'same', 'variant', 'part', 'typo', 'close', 'initial', 'different');
const FAMILY = numbersOf('family-name', 'same', 'part', 'typo', 'close', 'different');

/** Level of two given names. */
export function compareGiven(a: Name | undefined, b: Name | undefined): number {
  if (!a || !b) return MISSING;
  if (a === b || a.text === b.text) return GIVEN.same;
  if (shareGroup(a, b)) return GIVEN.variant;
  if (sharePart(a, b)) return GIVEN.part;
  if (isTypo(a.text, b.text)) return GIVEN.typo;
  if (isClose(a, b)) return GIVEN.close;
  return isInitial(a.text, b.text) ? GIVEN.initial : GIVEN.different;
}

/** Level of two family names, any of those each record knows. */
export function compareFamily(as: readonly Name[], bs: readonly Name[]): number {
  let best: number = MISSING;
  for (const a of as) {
    for (const b of bs) {
      const level = familyLevel(a, b);
      if (best === MISSING || level < best) best = level;
    }
  }
  return best;
}

function familyLevel(a: Name, b: Name): number {
  if (a === b || a.text === b.text) return FAMILY.same;
  if (sharePart(a, b)) return FAMILY.part;
  if (isTypo(a.text, b.text)) return FAMILY.typo;
  return isClose(a, b) ? FAMILY.close : FAMILY.different;
}

/** 0: said the same; 1: nearly; 2: otherwise. For streets, places and parents. */
export function nearness(as: readonly Name[], bs: readonly Name[]): 0 | 1 | 2 {
  let best: 0 | 1 | 2 = 2;
  for (const a of as) {
    for (const b of bs) {
      if (a === b || a.text === b.text) return 0;
      if (best === 2 && (isOneSlip(a.text, b.text) || jaroWinklerFrom(CLOSE, a, b) > 0)) best = 1;
    }
  }
  return best;
}

const isTypo = (a: string, b: string): boolean => Math.min(a.length, b.length) >= SHORTEST_TYPO && isOneSlip(a, b);

const shareGroup = (a: Name, b: Name): boolean =>
  a.groups.length > 0 && b.groups.length > 0 && a.groups.some((group) => b.groups.includes(group));

/** One of a double-barrelled name's halves, one of two given names, or the beginning of a name cut off. */
function sharePart(a: Name, b: Name): boolean {
  const [short, long] = a.text.length < b.text.length ? [a, b] : [b, a];
  if (short.text.length >= SHORTEST_STUMP && long.text.startsWith(short.text)) return true;
  if (a.words.length === 1 && b.words.length === 1) return false;
  return a.words.some((word) => word.length >= SHORTEST_PART && b.words.includes(word));
}

function isClose(a: Name, b: Name): boolean {
  const similarity = jaroWinklerFrom(SOUNDING_CLOSE, a, b);
  return similarity >= CLOSE || (similarity > 0 && a.sounds.some((sound) => b.sounds.includes(sound)));
}

const isInitial = (a: string, b: string): boolean =>
  (a.length === 1 || b.length === 1) && a.charCodeAt(0) === b.charCodeAt(0);

function numbersOf<F extends 'given-name' | 'family-name', L extends Parameters<typeof levelOf<F>>[1]>(
  field: F,
  ...levels: readonly L[]
): Readonly<Record<L, number>> {
  return Object.fromEntries(levels.map((level) => [level, levelOf(field, level)])) as Record<L, number>;
}
