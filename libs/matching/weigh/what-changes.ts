import { Blocks } from '../find/blocks';
import type { Judge } from '../judge';
import type { Person } from '../person';
import type { Outcome } from '../rules/outcome';

/** Pairs of records that come to something else by other weights. */
export type Change = Readonly<{ before: Outcome; after: Outcome; pairs: number }>;

/** Every pair that shares a key, judged by both; those that come to the same left out, most first. */
export function whatChanges(people: readonly Person[], before: Judge, after: Judge): readonly Change[] {
  const found = new Map<string, Change>();
  new Blocks(people).pairs((a, b) => {
    const [one, other] = [people[a], people[b]];
    if (!one || !other) return;
    const [was, is] = [before.judge(one, other).outcome, after.judge(one, other).outcome];
    if (was === is) return;
    const key = `${was} ${is}`;
    found.set(key, { before: was, after: is, pairs: (found.get(key)?.pairs ?? 0) + 1 });
  });
  return [...found.values()].sort((one, other) => other.pairs - one.pairs);
}
