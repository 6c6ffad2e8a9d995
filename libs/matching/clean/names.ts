import { doubleMetaphone } from 'double-metaphone';
import { wordsIn } from './letters';
import { type Spellings, spellingsOf } from './spelling';
import { variantGroups } from './variants';

/** A name made ready for comparing, once for all records that bear it: equal names are the same object. */
export type Name = Readonly<{
  /** All words as one, so that `O'Brien-Smith` and `obrien smith` are equal. */
  text: string;
  words: readonly string[];
  /** Double metaphone of the whole, both readings. Empty for alphabets it does not read. */
  sounds: readonly string[];
  /** Readings that other spellings of the name share. */
  spellings: Spellings;
  /** Its words as names of their own, where there are several; none for one word. */
  parts: readonly Name[];
  /** Of the first word: names in the same group are one name in several forms. */
  groups: readonly number[];
  /** A bit for each letter that stands in it: tells at once that two names are nothing alike. */
  letters: number;
}>;

/** Longer than any name: somebody leant on a key, or tries what happens. */
export const LONGEST_NAME = 200;

/** What stands in a name field where there is no name: two babies not yet named are not one. */
const NO_NAME: ReadonlySet<string> = new Set(
  (
    'BABY BABYBOY BABYGIRL BOY GIRL CHILD MALE FEMALE INFANT NEWBORN TWIN TWINI TWINII TWIN1 TWIN2 BABY1 BABY2 ' +
    'TWINA TWINB TRIPLET UNBORN UNNAMED UNKNOWN NOTKNOWN NOTSTATED NONE NA NULL TEST FORENAME SURNAME'
  ).split(' '),
);

/** “Baby A”, “Boy twin 2”, “Infant of Gwenadine”: begins with one of these, and goes on with more of them or which one it is. */
const NEWBORN: ReadonlySet<string> = new Set(
  'BABY BABE INFANT NEWBORN TWIN TRIPLET BOY GIRL MALE FEMALE CHILD UNNAMED UNBORN'.split(' '),
);
const WHICH: ReadonlySet<string> = new Set('1 2 3 4 I II III IV ONE TWO THREE FOUR A B C D'.split(' '));

function isNewborn([first = '', ...rest]: readonly string[]): boolean {
  if (!NEWBORN.has(first) || rest.length === 0) return false;
  return rest[0] === 'OF' || rest.every((word) => NEWBORN.has(word) || WHICH.has(word));
}

const NO_PARTS: readonly Name[] = [];

export type NameFault = 'too-long' | 'names-nobody';

/** Makes names and keeps each once. */
export class Names {
  private readonly made = new Map<string, Name>();

  /** Undefined for nothing at all; a fault where something stands there that names nobody. */
  read(stated: string): Name | NameFault | undefined {
    if (stated.length > LONGEST_NAME) return 'too-long';
    const key = stated.trim();
    if (key === '') return undefined;
    const words = wordsIn(key);
    const text = words.join('');
    if (text === '' || NO_NAME.has(text) || isNewborn(words)) return 'names-nobody';
    const spaced = words.join(' ');
    return this.made.get(spaced) ?? this.make(spaced, words);
  }

  private make(spaced: string, words: readonly string[]): Name {
    const text = words.join('');
    const parts = words.length > 1 ? words.map((word) => this.made.get(word) ?? this.make(word, [word])) : NO_PARTS;
    const name: Name = {
      text,
      words,
      parts,
      sounds: soundsOf(text),
      spellings: spellingsOf(text),
      groups: variantGroups(words[0] ?? ''),
      letters: lettersOf(text),
    };
    this.made.set(spaced, name);
    return name;
  }
}

function soundsOf(text: string): readonly string[] {
  const [first, second] = doubleMetaphone(text);
  return [...new Set([first, second])].filter((sound) => sound !== '');
}

/** Letters and digits beyond the 26 share bits with them: that makes unlike names look alike, never the reverse. */
function lettersOf(text: string): number {
  let bits = 0;
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) % 32);
  return bits;
}
