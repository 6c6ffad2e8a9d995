/** Pairs of records of one group on the simulator's labelled truth: how many a machine missed, and how many it linked wrongly. */
export type GroupRates = Readonly<{
  /** `all` has one group, of the same name. A pair counts for each group that one of its records is of. */
  dimension: 'all' | 'feed' | 'ethnicity' | 'name-origin' | 'deprivation';
  group: string;
  /** Pairs of records that are of one child. */
  truePairs: number;
  /** Of those, not linked by a machine. */
  missed: number;
  /** Of the missed, joined by what is shown to a person; the others are hidden. */
  reviewed: number;
  /** Pairs that a machine linked, by themselves or by a chain. */
  linkedPairs: number;
  /** Of those, pairs of two children. */
  falseLinks: number;
}>;

export type Measured = Readonly<{
  /** `2026-11-22`. */
  measuredOn: string;
  seed: string;
  rates: readonly GroupRates[];
}>;
