type Fold = readonly [RegExp, string];

/**
 * What names are written with by one hand and left out, or written otherwise, by the next: the sounds that English has
 * several letters for, and letters that stand for one of another alphabet. In this order.
 */
const PLAIN: readonly Fold[] = [
  [/PH/g, 'F'],
  [/CK|KH|CQ/g, 'K'],
  [/QU|KW/g, 'KV'],
  [/Q/g, 'K'],
  [/C(?=[EIY])(?!H)/g, 'S'],
  [/C(?!H|Z)/g, 'K'],
  [/CZ/g, 'CH'],
  [/SZ/g, 'SH'],
  [/RZ/g, 'ZH'],
  [/([BDGT])H/g, '$1'],
  [/X/g, 'KS'],
  [/W/g, 'V'],
  [/EE(?!E)|IE|EA|EY$|IY|YI/g, 'I'],
  [/OO|OU/g, 'U'],
  [/AE|AY|EI|EY/g, 'AI'],
  [/[YJ](?=[AEOU])/g, 'Y'],
  [/Y$|Y(?![AEOU])/g, 'I'],
  [/H$/g, ''],
  [/(.)\1+/g, '$1'],
];

/** Chinese names in pinyin, in Wade and Giles' letters, and as they are heard. */
const CHINESE: readonly Fold[] = [
  [/TSH/g, 'CH'],
  [/^HS|HS|X|SH/g, 'S'],
  [/ZH|Q|J/g, 'CH'],
  [/WAI/g, 'UI'],
  [/TS|TZ|Z/g, 'S'],
  [/EE(?!E)|YI|IE/g, 'I'],
  [/OO|UO/g, 'U'],
  [/(.)\1+/g, '$1'],
];

/** Arabic, Persian and Urdu names: short vowels and the letter h are written as each hand hears them. */
const ARABIC: readonly Fold[] = [
  [/DH|DZ/g, 'Z'],
  [/Q|C(?!H)|KH/g, 'K'],
  [/EE|Y|IE/g, 'I'],
  [/OO|OU|O/g, 'U'],
  [/E/g, 'A'],
  [/(?!^)H/g, ''],
  [/(.)\1+/g, '$1'],
];

const folded = (text: string, folds: readonly Fold[]): string =>
  folds.reduce((word, [from, to]) => word.replace(from, to), text);

/** Readings under which spellings of one name are equal, though each is written as it was heard. */
export type Spellings = Readonly<{
  /** `Ameena` and `Amina`. Finer than a phonetic code, which takes Amina and Amna for one. */
  plain: string;
  /** `Hsiao` and `Xiao`. Coarse: two names may be equal by it. */
  chinese: string;
  /** `Nahda` and `Neda`. Coarse too. */
  arabic: string;
}>;

export const spellingsOf = (text: string): Spellings => ({
  plain: folded(text, PLAIN),
  chinese: folded(text, CHINESE),
  arabic: folded(text, ARABIC),
});
