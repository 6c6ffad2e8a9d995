import { FIELDS, LEVELS, type Levels } from '../compare/fields';

/** How many pairs agree in the same way: all that an estimate needs to know of millions of pairs. */
export class Patterns {
  private readonly counts = new Map<number, { levels: Levels; count: number }>();
  total = 0;

  add(levels: Levels): void {
    const code = codeOf(levels);
    const found = this.counts.get(code);
    if (found) found.count++;
    else this.counts.set(code, { levels: levels.slice(), count: 1 });
    this.total++;
  }

  all(): readonly Readonly<{ levels: Levels; count: number }>[] {
    return [...this.counts.values()];
  }
}

const BASES = FIELDS.map((field) => LEVELS[field].length + 1);

/** A number of mixed bases: below 2^45, so exact. */
function codeOf(levels: Levels): number {
  let code = 0;
  for (let at = 0; at < BASES.length; at++) code = code * (BASES[at] ?? 1) + (levels[at] ?? 0);
  return code;
}
