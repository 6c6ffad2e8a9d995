import type { Condition } from './document';

/** One row, or one element of a JSON: its values by the sender's own names, trimmed; empty where there is none. */
export interface Source {
  get(name: string): string;
  /** Whether it can say anything there, be it that there is nothing: an empty cell does, a column that is missing does not. */
  has(name: string): boolean;
}

const same = (text: string): string => text.trim().toLowerCase();

export type Test = (source: Source) => boolean;

/** Whether all conditions hold; of no conditions, all do. */
export function testOf(conditions: readonly Condition[] = []): Test {
  const tests = conditions.map(one);
  return (source) => tests.every((test) => test(source));
}

function one({ column, is, not, filled }: Condition): Test {
  const [wanted, unwanted] = [is && new Set(is.map(same)), not && new Set(not.map(same))];
  return (source) => {
    const value = same(source.get(column));
    return (
      (wanted?.has(value) ?? true) &&
      !(unwanted?.has(value) ?? false) &&
      (filled === undefined || filled === (value !== ''))
    );
  };
}
