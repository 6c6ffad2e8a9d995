/** How well clusters agree with what is known of a set, by pairs. */
export type Score = Readonly<{
  truePairs: number;
  linkedPairs: number;
  rightPairs: number;
  /** Shares from 0 to 1; undefined where there is nothing to take a share of. */
  precision: number | undefined;
  recall: number | undefined;
  f1: number | undefined;
}>;

export type Scored = Readonly<{
  /** Who each record truly is; an empty one is nobody known, and is left out. */
  truth: readonly string[];
  clusterOf: ArrayLike<number>;
  /** Which file each record is of, where only pairs across files count. */
  fileOf?: (place: number) => number;
}>;

/** Every pair in a cluster counts as linked, whether found by itself or by a chain. */
export function score({ truth, clusterOf, fileOf }: Scored): Score {
  const places = [...truth.keys()].filter((place) => truth[place] !== '');
  const within = (keyOf: (place: number) => string): number =>
    pairsWithin(places, keyOf) - (fileOf ? pairsWithin(places, (place) => `${fileOf(place)} ${keyOf(place)}`) : 0);
  const truePairs = within((place) => truth[place] ?? '');
  const linkedPairs = within((place) => String(clusterOf[place]));
  const rightPairs = within((place) => `${clusterOf[place]} ${truth[place]}`);
  return { truePairs, linkedPairs, rightPairs, ...rates({ truePairs, linkedPairs, rightPairs }) };
}

function pairsWithin(places: readonly number[], keyOf: (place: number) => string): number {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  let pairs = 0;
  for (const count of counts.values()) pairs += (count * (count - 1)) / 2;
  return pairs;
}

type Counts = Pick<Score, 'truePairs' | 'linkedPairs' | 'rightPairs'>;

function rates({ truePairs, linkedPairs, rightPairs }: Counts): Pick<Score, 'precision' | 'recall' | 'f1'> {
  const share = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);
  return {
    precision: share(rightPairs, linkedPairs),
    recall: share(rightPairs, truePairs),
    f1: share(2 * rightPairs, linkedPairs + truePairs),
  };
}
