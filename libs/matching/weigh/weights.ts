import { FIELDS, type Field, LEVELS } from '../compare/fields';

/** Of a level: its share among pairs that are one person, and among pairs that are two. */
export type Shares = Readonly<{ m: number; u: number }>;

export type Thresholds = Readonly<{
  /** From here a machine may link. */
  match: number;
  /** From here a person should look (DfE: PotentialMatch). */
  potential: number;
  /** From here a person may want to (DfE: LowConfidenceMatch); below it is NoMatch. */
  low: number;
}>;

/** Of a kind of name: how often the commoner ones were met. A name that isn't listed counts as met `rest` times. */
export type NameCounts = Readonly<
  Partial<Record<CommonName, Readonly<{ total: number; rest: number; counts: Readonly<Record<string, number>> }>>>
>;
/** Fields whose agreement says more the rarer the name is. */
export type CommonName = 'given-name' | 'family-name' | 'locality';

/** What pairs are weighed by: a document with its version, so that an answer can be given again as it was. */
export type Weights = Readonly<{
  version: string;
  made: Readonly<{
    /** `estimated` from the records themselves, or `standing`: given with the program. */
    from: 'estimated' | 'standing';
    records: number;
    /** SHA-256 of the records it was estimated from. */
    fingerprint: string;
  }>;
  /** How many of the others a record has on average that are the same person. */
  expectedMatches: number;
  thresholds: Thresholds;
  /** How many people anybody might be, where records come one by one and not as a set. */
  population?: number;
  /** How often names stood among the records; without it every name counts as rare as the mean. */
  names?: NameCounts;
  fields: Readonly<Record<Field, Readonly<Record<string, Shares>>>>;
}>;

/**
 * Estimated probabilities run ahead of the truth, because fields are taken as independent and are not quite: what a
 * machine links by itself is set well above what DfE's matcher takes from the NHS' demographic service (0.95, of
 * another scale), and the two below it as DfE words them.
 */
export const THRESHOLDS: Thresholds = { match: 0.999, potential: 0.85, low: 0.05 };

/** Bits of a level: positive for one person, negative for two. */
export const bits = ({ m, u }: Shares): number => Math.log2(m / u);

/** The same numbers in rows: field, then level, 0 for missing; for the many comparisons of a run. */
export type WeightRows = readonly Float64Array[];

export const rowsOf = ({ fields }: Pick<Weights, 'fields'>): WeightRows =>
  FIELDS.map((field) => {
    const shares = LEVELS[field].map((level) => fields[field][level]);
    return Float64Array.from([0, ...shares.map((one) => (one ? bits(one) : 0))]);
  });
