import type { Person } from '../person';

/** A pair that may be linked, by the places of its records. */
export type Link = Readonly<{ a: number; b: number; weight: number; byNumber: boolean }>;

export type Clusters<L extends Link> = Readonly<{
  /** For each record the place of the first of its cluster. */
  clusterOf: Int32Array;
  /** Links that would have joined who must stay apart: for a person to look at. */
  refused: ReadonlySet<L>;
}>;

/** By their places. */
type Apart = (a: number, b: number) => boolean;

/** Bits by which one of two that exclude each other must fit better before a machine may choose it. */
const MARGIN = 6;
/** Comparisons that joining two clusters may cost; more records than that of one person are nobody's. */
const MOST_COMPARED = 2_500;

/**
 * Links put together into clusters in which nobody must stay apart from anybody: a chain of links never joins two valid
 * NHS numbers, nor twins. A function of the set of records: the strongest links first, and equal ones by their ids,
 * whatever the order the records came in.
 */
export function cluster<L extends Link>(
  people: readonly Person[],
  links: readonly L[],
  areApart: (a: Person, b: Person) => boolean,
): Clusters<L> {
  const mustStayApart = (a: number, b: number): boolean => {
    const [one, other] = [people[a], people[b]];
    return one !== undefined && other !== undefined && areApart(one, other);
  };
  const refused = torn(links, mustStayApart);
  const groups = new Groups(people.length, mustStayApart);
  for (const link of inOrder(people, links)) {
    if (!refused.has(link) && !groups.join(link.a, link.b)) refused.add(link);
  }
  return { clusterOf: groups.roots(), refused };
}

/** Links of a record that fits several who exclude each other, save one that fits far better than the others. */
function torn<L extends Link>(links: readonly L[], mustStayApart: Apart): Set<L> {
  const refused = new Set<L>();
  for (const [place, own] of linksByPlace(links)) {
    for (const [i, one] of own.entries()) {
      for (const other of own.slice(i + 1)) {
        if (!mustStayApart(otherEnd(one, place), otherEnd(other, place))) continue;
        const ahead = rank(one) - rank(other);
        if (ahead < MARGIN) refused.add(one);
        if (ahead > -MARGIN) refused.add(other);
      }
    }
  }
  return refused;
}

const BY_NUMBER = 1_000;
const rank = ({ weight, byNumber }: Link): number => weight + (byNumber ? BY_NUMBER : 0);
const otherEnd = ({ a, b }: Link, place: number): number => (a === place ? b : a);

/** Only of those that have several. */
function* linksByPlace<L extends Link>(links: readonly L[]): Generator<readonly [number, readonly L[]]> {
  const counts = new Map<number, number>();
  for (const { a, b } of links) for (const place of [a, b]) counts.set(place, (counts.get(place) ?? 0) + 1);
  const byPlace = new Map<number, L[]>();
  for (const link of links) {
    for (const place of [link.a, link.b]) {
      if ((counts.get(place) ?? 0) < 2) continue;
      const own = byPlace.get(place);
      if (own) own.push(link);
      else byPlace.set(place, [link]);
    }
  }
  yield* byPlace;
}

function inOrder<L extends Link>(people: readonly Person[], links: readonly L[]): readonly L[] {
  const named = ({ a, b }: L): string => [people[a]?.id ?? '', people[b]?.id ?? ''].sort().join('\n');
  return [...links].sort((one, other) => {
    const ahead = rank(other) - rank(one);
    if (ahead !== 0) return ahead;
    return named(one) < named(other) ? -1 : 1;
  });
}

class Groups {
  private readonly parent: Int32Array;
  private readonly members = new Map<number, number[]>();

  constructor(
    count: number,
    private readonly mustStayApart: Apart,
  ) {
    this.parent = Int32Array.from({ length: count }, (_, place) => place);
  }

  /** False where they must stay apart. */
  join(a: number, b: number): boolean {
    const [one, other] = [this.root(a), this.root(b)];
    if (one === other) return true;
    const [as, bs] = [this.membersOf(one), this.membersOf(other)];
    if (as.length * bs.length > MOST_COMPARED) return false;
    if (as.some((x) => bs.some((y) => this.mustStayApart(x, y)))) return false;
    const [root, leaf] = one < other ? [one, other] : [other, one];
    this.parent[leaf] = root;
    this.members.set(root, [...as, ...bs]);
    this.members.delete(leaf);
    return true;
  }

  roots(): Int32Array {
    return this.parent.map((_, place) => this.root(place));
  }

  private root(place: number): number {
    let at = place;
    for (let up = this.parent[at] ?? at; up !== at; up = this.parent[at] ?? at) at = up;
    this.parent[place] = at;
    return at;
  }

  private membersOf(root: number): readonly number[] {
    return this.members.get(root) ?? [root];
  }
}
