/** Letters that Unicode does not take apart into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ß: 'ss',
};

/** Apostrophes stand inside a name: `O’Brien` is one word. */
const INSIDE = /['’‘`´ʼʻ.]/g;

/** Upper case, accents off; words of letters and digits, in the order given. */
export function wordsIn(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .replace(/[æœøłđðþıß]/g, (letter) => WHOLE[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(INSIDE, '')
    .toUpperCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
