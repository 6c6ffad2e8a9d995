import { COMMON_NAMES } from '../clean/common-names';
import type { Name } from '../clean/names';
import { variantLists } from '../clean/variants';
import { isOneSlip } from './strings';

/** Fewer bear a slip of the pen, however often the right name is written. */
export const FEWEST_BEARERS = 10;
/** And of many who bear a name, a fiftieth at most slip in the same way. */
export const LEAST_SHARE = 0.02;
/** Of a name of three letters one slip away are too many others. */
const SHORTEST = 4;

/** Finds the name that many bear, of which a spelling is a slip. */
export class Slips {
  private readonly names = new Map<string, string[]>();
  private readonly found = new Map<string, string | undefined>();

  /** `counts`: how many bear each name; those in the program's own lists count as borne by many. */
  constructor(private readonly counts: ReadonlyMap<string, number>) {
    const many = new Set([...variantLists().flat(), ...COMMON_NAMES]);
    for (const [name, count] of counts) if (count >= FEWEST_BEARERS) many.add(name);
    for (const name of many) if (name.length >= SHORTEST) this.list(name);
  }

  /** Undefined for a name that is none's slip, or may as well be its own. */
  meant({ text, groups }: Pick<Name, 'text' | 'groups'>): string | undefined {
    if (text.length < SHORTEST || groups.length > 0 || COMMON_NAMES.has(text)) return undefined;
    if (this.found.has(text)) return this.found.get(text);
    const meant = this.find(text);
    this.found.set(text, meant);
    return meant;
  }

  private find(text: string): string | undefined {
    const own = this.counts.get(text) ?? 0;
    if (own >= FEWEST_BEARERS) return undefined;
    const near = new Set([text, ...withoutOne(text)].flatMap((key) => this.names.get(key) ?? []));
    const count = (name: string): number => this.counts.get(name) ?? 0;
    return [...near]
      .filter((name) => isOneSlip(name, text) && own <= Math.max(1, LEAST_SHARE * count(name)))
      .sort((one, other) => count(other) - count(one) || (one < other ? -1 : 1))[0];
  }

  private list(name: string): void {
    for (const key of [name, ...withoutOne(name)]) {
      const listed = this.names.get(key);
      if (listed) listed.push(name);
      else this.names.set(key, [name]);
    }
  }
}

/** With each of its letters left out: two words of one slip's distance share one of these. */
const withoutOne = (text: string): readonly string[] =>
  Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
