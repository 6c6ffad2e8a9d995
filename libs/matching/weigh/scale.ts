import {
  AT,
  FIELDS,
  type Field,
  levelName,
  levelOf,
  type LevelOf,
  type Levels,
  MISSING,
  PLACE,
} from '../compare/fields';
import type { Person } from '../person';
import type { Frequencies } from './frequencies';
import { rowsOf, type WeightRows, type Weights } from './weights';

/** How one field compared, and the bits it brought; never what stands in it. */
export type Evidence = Readonly<{ field: Field; outcome: string; weight: number }>;

const PLACE_AT = PLACE.map((field) => AT[field]);
const OTHERS_AT = FIELDS.map((field) => AT[field]).filter((at) => !PLACE_AT.includes(at));

/**
 * Bits of all fields together. A household that moved has moved once: the fields of a place together count against a
 * pair no more than the one of them that counts most.
 */
export function bitsOfLevels(rows: WeightRows, levels: Levels): number {
  let sum = 0;
  for (const at of OTHERS_AT) sum += rows[at]?.[levels[at] ?? 0] ?? 0;
  return sum + placeBits(rows, levels);
}

function placeBits(rows: WeightRows, levels: Levels): number {
  let [sum, least] = [0, 0];
  for (const at of PLACE_AT) {
    const one = rows[at]?.[levels[at] ?? 0] ?? 0;
    sum += one;
    if (one < least) least = one;
  }
  return Math.max(sum, least);
}

/** Weighs pairs by one version of the weights, among one set of records. */
export class Scale {
  private readonly rows: WeightRows;
  private readonly means: Readonly<Record<'given-name' | 'family-name' | 'locality', number>>;

  constructor(
    readonly weights: Weights,
    private readonly frequencies: Frequencies,
  ) {
    this.rows = rowsOf(weights);
    const mean = (field: Field): number => weights.fields[field]['same']?.u ?? 1;
    this.means = { 'given-name': mean('given-name'), 'family-name': mean('family-name'), locality: mean('locality') };
  }

  weigh(a: Person, b: Person, levels: Levels): number {
    return bitsOfLevels(this.rows, levels) + this.frequencies.adjust([a, b], levels, this.means);
  }

  /** Bits of one level of a field, whatever stands in it. */
  bitsOf<F extends Field>(field: F, level: LevelOf<F>): number {
    return this.rows[AT[field]]?.[levelOf(field, level)] ?? 0;
  }

  /** The probability that a pair of that weight is one person, where each might be any of `others`. */
  probability(weight: number, others: number): number {
    const odds = Math.min(0.5, this.weights.expectedMatches / Math.max(1, others));
    return 1 / (1 + ((1 - odds) / odds) * 2 ** -weight);
  }

  /** Field by field, those that either record leaves out left out. The place's weights add up before its floor. */
  evidence(a: Person, b: Person, levels: Levels): readonly Evidence[] {
    return FIELDS.flatMap((field, at) => {
      const level = levels[at] ?? MISSING;
      if (level === MISSING) return [];
      const mean = this.weights.fields[field]['same']?.u ?? 1;
      const weight = (this.rows[at]?.[level] ?? 0) + this.frequencies.bitsOf(field, [a, b], levels, mean);
      return [{ field, outcome: levelName(field, level), weight: Math.round(weight * 100) / 100 }];
    });
  }
}
