import type { Person } from '../person';
import { Births } from './births';
import { KEY_KINDS, type KeyKind } from './keys';

/** More records than these under one key: it finds nobody. */
export const MOST_IN_BLOCK = 100;
/** Hash and place share the 53 bits of a double. */
const PLACES = 2 ** 22;
const NO_KEY = 0;

/** Numbers of records that share a key, for one kind of key; sorted by key, so that a key's records stand together. */
type Sorted = Float64Array;

/**
 * The records under their keys, in typed arrays: 12 bytes for each record and kind of key. Which pairs are found depends
 * on the set of records alone: a key's block is used or left for its size.
 */
export class Blocks {
  private readonly hashes: readonly Uint32Array[];
  private readonly sorted: readonly Sorted[];
  /** Where not only some kinds of key are looked at. */
  private readonly births: Births | undefined;

  constructor(
    readonly people: readonly Person[],
    private readonly most = MOST_IN_BLOCK,
    kinds: readonly KeyKind[] = KEY_KINDS,
  ) {
    if (people.length > PLACES) throw new RangeError(`more than ${PLACES} records`);
    this.hashes = kinds.map(({ keyOf }, kind) => Uint32Array.from(people, (person) => hashOf(keyOf(person), kind)));
    this.sorted = this.hashes.map(sortedBy);
    this.sorted.forEach((sorted, kind) => this.leaveLarge(sorted, kind));
    this.births = kinds === KEY_KINDS ? new Births(people, most) : undefined;
  }

  /** Each pair found once, whatever number of keys finds it: `visit(a, b)` by place, a < b. */
  pairs(visit: (a: number, b: number) => void): void {
    this.sorted.forEach((sorted, kind) => {
      for (const [from, to] of runsOf(sorted)) this.pairsOfBlock({ sorted, kind, from, to }, visit);
    });
    this.births?.pairs((a, b) => {
      if (!this.foundBefore(a, b, this.hashes.length)) visit(a, b);
    });
  }

  private pairsOfBlock({ sorted, kind, from, to }: Block, visit: (a: number, b: number) => void): void {
    if (to - from > this.most) return;
    for (let i = from; i < to; i++) {
      const a = placeOf(sorted[i] ?? 0);
      for (let j = i + 1; j < to; j++) {
        const b = placeOf(sorted[j] ?? 0);
        if (!this.foundBefore(a, b, kind)) visit(a, b);
      }
    }
  }

  /** Places of all that share a key with somebody who may stand outside; each once. */
  candidates(person: Person, kinds: readonly KeyKind[] = KEY_KINDS): readonly number[] {
    const found = new Set<number>(kinds === KEY_KINDS ? this.births?.candidates(person) : []);
    kinds.forEach(({ keyOf }, kind) => {
      const hash = hashOf(keyOf(person), kind);
      if (hash === NO_KEY) return;
      const places = this.placesOf(kind, hash);
      if (places.length <= this.most) for (const place of places) found.add(place);
    });
    return [...found];
  }

  private placesOf(kind: number, hash: number): readonly number[] {
    const sorted = this.sorted[kind];
    const places: number[] = [];
    if (!sorted) return places;
    for (let at = lowerBound(sorted, hash * PLACES); at < sorted.length; at++) {
      const entry = sorted[at] ?? 0;
      if (Math.floor(entry / PLACES) !== hash || places.length > this.most) break;
      places.push(placeOf(entry));
    }
    return places;
  }

  private foundBefore(a: number, b: number, kind: number): boolean {
    for (let earlier = 0; earlier < kind; earlier++) {
      const hashes = this.hashes[earlier];
      const hash = hashes?.[a];
      if (hash !== NO_KEY && hash === hashes?.[b]) return true;
    }
    return false;
  }

  /** Keys of large blocks count as none: what they would have found must be found by another. */
  private leaveLarge(sorted: Sorted, kind: number): void {
    const hashes = this.hashes[kind];
    if (!hashes) return;
    for (const [from, to] of runsOf(sorted)) {
      if (to - from <= this.most) continue;
      for (let at = from; at < to; at++) hashes[placeOf(sorted[at] ?? 0)] = NO_KEY;
    }
  }
}

type Block = Readonly<{ sorted: Sorted; kind: number; from: number; to: number }>;

const placeOf = (entry: number): number => entry % PLACES;

function sortedBy(hashes: Uint32Array): Sorted {
  let keyed = 0;
  for (const hash of hashes) if (hash !== NO_KEY) keyed++;
  const entries = new Float64Array(keyed);
  let at = 0;
  hashes.forEach((hash, place) => {
    if (hash !== NO_KEY) entries[at++] = hash * PLACES + place;
  });
  return entries.sort();
}

/** Where a key's records begin and end, of those that at least two share. */
function* runsOf(sorted: Sorted): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < sorted.length;) {
    const hash = Math.floor((sorted[from] ?? 0) / PLACES);
    let to = from + 1;
    while (to < sorted.length && Math.floor((sorted[to] ?? 0) / PLACES) === hash) to++;
    if (to - from > 1) yield [from, to];
    from = to;
  }
}

function lowerBound(sorted: Sorted, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const KEY_BITS = 31;
/** FNV-1a, of another beginning for each kind; `NO_KEY` for nothing. Two keys of one hash only cost a comparison. */
function hashOf(key: string | undefined, kind: number): number {
  if (key === undefined || key === '') return NO_KEY;
  let hash = 2_166_136_261 ^ (kind * 7_919);
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 16_777_619);
  hash ^= hash >>> 15;
  return Math.imul(hash, 2_246_822_519) >>> (32 - KEY_BITS) || 1;
}
