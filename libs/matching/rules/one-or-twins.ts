import type { Person } from '../person';

/** Two records that agree in all but the given name, by their places. */
export type ButForName = Readonly<{ a: number; b: number; weight: number }>;

/** What the records of one cluster are known by together. */
type Cluster = { readonly sectors: Set<string | undefined>; hasNhs: boolean; hasUpn: boolean };

/**
 * Is this one child under two given names, or are these twins of whom each agency holds one? A record alone cannot tell;
 * the set can. Twins are mostly known to the same agencies, so that a sector holds a record of each: where none does, and
 * no number tells them apart, a person should look. Of any two clusters the strongest pair; never linked by a machine.
 */
export function oneOrTwins<P extends ButForName>(
  people: readonly Person[],
  pairs: readonly P[],
  clusterOf: Int32Array,
): readonly P[] {
  const clusters = clustersAt(people, pairs, clusterOf);
  const strongest = new Map<string, P>();
  for (const pair of pairs) {
    const [one = pair.a, other = pair.b] = [clusterOf[pair.a], clusterOf[pair.b]];
    if (!mayBeOne(clusters.get(one), clusters.get(other))) continue;
    const between = one < other ? `${one} ${other}` : `${other} ${one}`;
    const best = strongest.get(between);
    if (!best || pair.weight > best.weight) strongest.set(between, pair);
  }
  return [...strongest.values()];
}

function clustersAt(
  people: readonly Person[],
  pairs: readonly ButForName[],
  clusterOf: Int32Array,
): ReadonlyMap<number, Cluster> {
  const clusters = new Map<number, Cluster>();
  for (const { a, b } of pairs) {
    for (const place of [a, b])
      clusters.set(clusterOf[place] ?? place, { sectors: new Set(), hasNhs: false, hasUpn: false });
  }
  for (const [place, { sector, nhs, upn }] of people.entries()) {
    const cluster = clusters.get(clusterOf[place] ?? place);
    if (!cluster) continue;
    cluster.sectors.add(sector);
    cluster.hasNhs ||= nhs !== undefined;
    cluster.hasUpn ||= upn !== undefined;
  }
  return clusters;
}

/** A record of no sector may be of any. */
function mayBeOne(one: Cluster | undefined, other: Cluster | undefined): boolean {
  if (!one || !other || (one.hasNhs && other.hasNhs) || (one.hasUpn && other.hasUpn)) return false;
  return (
    !one.sectors.has(undefined) &&
    !other.sectors.has(undefined) &&
    ![...one.sectors].some((sector) => other.sectors.has(sector))
  );
}
