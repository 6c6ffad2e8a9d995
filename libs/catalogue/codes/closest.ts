import type { CodeList } from './list';

/** What is compared of a text at most: nobody's code is longer. */
const LONGEST = 60;
/** From how alike on (0 to 1) a code is worth showing. */
const ALIKE = 0.5;

/** The code of the list whose own text or meaning is most like that one; undefined where none is much like it. */
export function closestCode(list: CodeList, own: string): Readonly<{ code: string; title: string }> | undefined {
  const ranked = Object.entries(list.codes)
    .map(([code, title]) => ({ code, title, likeness: Math.max(likeness(own, code), likeness(own, title)) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  return best && best.likeness >= ALIKE ? { code: best.code, title: best.title } : undefined;
}

/** The word most like that one; undefined where none is much like it. */
export function closestWord(words: readonly string[], text: string): string | undefined {
  const ranked = words
    .map((word) => ({ word, likeness: likeness(text, word) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  return best && best.likeness >= ALIKE ? best.word : undefined;
}

const plain = (text: string): string =>
  text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** 1: the same but for case and signs; 0: nothing in common. By letters, or by the words they share. */
function likeness(a: string, b: string): number {
  const [one, other] = [plain(a), plain(b)];
  if (one === '' || other === '') return 0;
  const letters = 1 - distance(one, other) / Math.max(one.length, other.length);
  return Math.max(letters, sharedWords(one, other));
}

function sharedWords(a: string, b: string): number {
  const [one, other] = [a.split(' '), b.split(' ')];
  const shared = one.filter((word) => word.length > 2 && other.includes(word)).length;
  return shared / Math.min(one.length, other.length);
}

/** Letters to add, take out or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
