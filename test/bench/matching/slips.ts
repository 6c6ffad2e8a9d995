import { variantLists } from '@tributary/matching';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const FORMS: ReadonlyMap<string, readonly string[]> = new Map(
  variantLists().map((forms) => [forms[0] ?? '', forms.slice(1, 4)]),
);

/** A hand that writes records down, and slips. */
export class Pen {
  constructor(private readonly random: () => number) {}

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick<T>(values: readonly [T, ...T[]]): T;
  pick<T>(values: readonly T[]): T | undefined;
  pick<T>(values: readonly T[]): T | undefined {
    return values[Math.floor(this.random() * values.length)];
  }

  /** A letter left out, put in, another, or two in the other order. */
  typo(word: string): string {
    if (word.length < 3) return word;
    const at = 1 + Math.floor(this.random() * (word.length - 2));
    const letter = LETTERS.charAt(Math.floor(this.random() * LETTERS.length));
    const [before, here, next] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1)];
    const kinds: readonly [string, ...string[]] = [
      before + word.slice(at + 1),
      before + letter + word.slice(at),
      before + letter + word.slice(at + 1),
      before + next + here + word.slice(at + 2),
    ];
    return this.pick(kinds);
  }

  /** A short form or another spelling, where the name has one. */
  otherForm(name: string): string {
    return this.pick(FORMS.get(name.toUpperCase()) ?? []) ?? name;
  }

  /** Of a name of several parts. */
  onePart(name: string): string {
    return this.pick(name.split(/[\s-]/)) ?? name;
  }

  /** A whole number from 0. */
  below(most: number): number {
    return Math.floor(this.random() * most);
  }

  /** One of the keys, as often as its share says. */
  pickBy<K extends string>(shares: Readonly<Partial<Record<K, number>>>): K {
    const keys = Object.keys(shares) as K[];
    let rest = this.random();
    const found = keys.find((key) => (rest -= shares[key] ?? 0) < 0) ?? keys.at(-1);
    if (found === undefined) throw new Error('no shares to pick by');
    return found;
  }

  /** The earlier in the list the more often, as names are: the share falls with the square of a number drawn evenly. */
  pickEarly(names: readonly string[]): string {
    return names[Math.floor(this.random() ** 2 * names.length)] ?? '';
  }

  /** Of the month or the day; the date need not exist. */
  otherDigit(date: string): string {
    const at = this.pick([5, 6, 8, 9]);
    return `${date.slice(0, at)}${Math.floor(this.random() * 10)}${date.slice(at + 1)}`;
  }

  otherSign(postcode: string): string {
    const at = postcode.length - 1 - Math.floor(this.random() * 2);
    return `${postcode.slice(0, at)}${this.pick([...'ABDEFGHJLN']) ?? ''}${postcode.slice(at + 1)}`;
  }
}
