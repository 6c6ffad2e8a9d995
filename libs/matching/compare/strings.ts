/** Beyond this many letters nothing is told by more of them. */
const LONGEST = 64;
const PREFIX = 4;
const PREFIX_SCALE = 0.1;
const takenA = new Uint8Array(LONGEST);
const takenB = new Uint8Array(LONGEST);

/**
 * Jaro–Winkler similarity, 0 to 1 (Winkler 1990: prefix of at most four letters, scale 0.1). The greedy pairing of
 * letters may depend on which comes first, so the shorter, or the earlier in the alphabet, always does.
 */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1;
  const swap = one.length > other.length || (one.length === other.length && one > other);
  const a = (swap ? other : one).slice(0, LONGEST);
  const b = (swap ? one : other).slice(0, LONGEST);
  const matches = pairLetters(a, b);
  if (matches === 0) return 0;
  const turned = transpositions(a, b);
  const jaro = (matches / a.length + matches / b.length + (matches - turned) / matches) / 3;
  let prefix = 0;
  while (prefix < PREFIX && prefix < a.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * PREFIX_SCALE * (1 - jaro);
}

/** Marks letters of each that stand near enough in the other, and counts them. */
function pairLetters(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  takenA.fill(0, 0, a.length);
  takenB.fill(0, 0, b.length);
  let matches = 0;
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (takenB[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      matches++;
      break;
    }
  }
  return matches;
}

function transpositions(a: string, b: string): number {
  let out = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    if (!takenA[i]) continue;
    while (!takenB[j]) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) out++;
    j++;
  }
  return out / 2;
}

type Lettered = Readonly<{ text: string; letters: number }>;

/** `jaroWinkler` of two names where it is at least `least`, else 0: most pairs are told apart by their letters alone. */
export function jaroWinklerFrom(least: number, a: Lettered, b: Lettered): number {
  const inBoth = Math.min(
    a.text.length - bitsSet(a.letters & ~b.letters),
    b.text.length - bitsSet(b.letters & ~a.letters),
  );
  const jaro = (inBoth / a.text.length + inBoth / b.text.length + 1) / 3;
  if (jaro + PREFIX * PREFIX_SCALE * (1 - jaro) < least) return 0;
  const similarity = jaroWinkler(a.text, b.text);
  return similarity >= least ? similarity : 0;
}

function bitsSet(bits: number): number {
  let rest = bits >>> 0;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** They differ by one letter put in, left out or another, or by two neighbours in the other order. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const [left, right] = [endA - start, endB - start];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

/**
 * They differ by two slips at most, each a letter put in, left out or another, or two neighbours turned. Most pairs are
 * told apart by their letters alone.
 */
export function areTwoSlipsApart(one: Lettered, other: Lettered): boolean {
  const [a, b] = [one.text, other.text];
  if (Math.abs(a.length - b.length) > 2) return false;
  if (bitsSet(one.letters & ~other.letters) > 2 || bitsSet(other.letters & ~one.letters) > 2) return false;
  let [start, endA, endB] = [0, a.length, b.length];
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  // What is left of two slips: a stretch that begins with the one and ends with the other.
  return slips(a.slice(start, endA), b.slice(start, endB)) <= 2;
}

/** Restricted Damerau–Levenshtein distance, of texts of which little is left. */
function slips(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(leastSlips(rows, row, [a, b, i, j]));
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

type Cell = readonly [a: string, b: string, i: number, j: number];

function leastSlips(rows: readonly (readonly number[])[], row: readonly number[], [a, b, i, j]: Cell): number {
  const [above, before] = [rows[i - 1] ?? [], rows[i - 2] ?? []];
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const turned = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
  return Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same, turned);
}
