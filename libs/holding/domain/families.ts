import { catalogue, definitionOf } from '@tributary/catalogue';

/**
 * Types that stay or go together in a record: what begins something, all that may end it, and what belongs to it. If an
 * end went before its beginning, what has ended would stand again.
 */
const families: ReadonlyMap<string, string> = joined();

/** The family of a type, by one of its members; undefined for a moment, whose items stand each for themselves. */
export const familyOf = (type: string): string | undefined => families.get(type);

/** Whether the next statement of the same type takes its place: each of them goes once another is there. */
export function isReplaced(type: string): boolean {
  const lasts = definitionOf(type)?.lasts;
  return typeof lasts === 'object' && 'until' in lasts && lasts.until.includes(type);
}

function joined(): ReadonlyMap<string, string> {
  const family = new Map<string, string>();
  for (const { type, lasts } of catalogue) {
    if (typeof lasts !== 'object' || isReplaced(type)) continue;
    const related = [type, ...('with' in lasts ? [lasts.with] : lasts.until)];
    const names = new Set(related.map((one) => family.get(one) ?? one));
    const members = [...family.entries()].flatMap(([member, name]) => (names.has(name) ? [member] : []));
    for (const member of [...members, ...related]) family.set(member, type);
  }
  return family;
}
