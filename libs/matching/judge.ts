import { compare, newLevels } from './compare/compare';
import { isOneOf, type Levels } from './compare/fields';
import type { Person } from './person';
import { type Outcome, outcomeOf } from './rules/outcome';
import { rule } from './rules/rules';
import { keepsApart, type Reason, type Ruling } from './rules/ruling';
import type { Frequencies } from './weigh/frequencies';
import { type Evidence, Scale } from './weigh/scale';
import type { Weights } from './weigh/weights';

/** What a pair of records comes to. */
export type Judged = Readonly<{
  outcome: Outcome;
  /** Of the rules; missing where the weight alone decided. */
  reason?: Reason;
  kind: Ruling['kind'];
  /** Which number it agrees by, where a number links it. */
  by?: 'nhs-number' | 'upn';
  /** Bits. */
  weight: number;
  probability: number;
}>;

const nhsSame = isOneOf('nhs-number', 'same');

/** Judges pairs by the rules and one version of the weights, each of whom might be any of `others` people. */
export class Judge {
  private readonly scale: Scale;
  private readonly levels: Levels = newLevels();

  constructor(
    private readonly weights: Weights,
    private readonly frequencies: Frequencies,
    private readonly others: number,
  ) {
    this.scale = new Scale(weights, frequencies);
  }

  judge(a: Person, b: Person): Judged {
    const levels = this.compared(a, b);
    const { kind, reason } = rule(a, b, levels);
    const weight = this.scale.weigh(a, b, levels);
    const probability = this.scale.probability(weight, this.others);
    const outcome = outcomeOf({ kind, ...(reason ? { reason } : {}) }, probability, this.weights.thresholds);
    return {
      outcome,
      kind,
      ...(reason ? { reason } : {}),
      ...(kind === 'link' ? { by: nhsSame(levels) ? 'nhs-number' : 'upn' } : {}),
      weight,
      probability,
    };
  }

  /** Another given name keeps them apart, and all the rest would be a match: one child under two names, or a twin. */
  isOneButForName(a: Person, b: Person, { reason, weight }: Judged): boolean {
    if (reason !== 'another-given-name' || !isOneDay(a, b)) return false;
    const probability = this.scale.probability(weight - this.scale.bitsOf('given-name', 'different'), this.others);
    return probability >= this.weights.thresholds.match;
  }

  /** Field by field, those that either leaves out left out. */
  evidence(a: Person, b: Person): readonly Evidence[] {
    return this.scale.evidence(a, b, this.compared(a, b));
  }

  /** Two people for all a machine can tell. */
  areApart(a: Person, b: Person): boolean {
    return rule(a, b, this.compared(a, b)).kind === 'apart';
  }

  /** No chain of links may join them: two people, or two whom a person has to explain first. */
  mustStayApart(a: Person, b: Person): boolean {
    return keepsApart(rule(a, b, this.compared(a, b)));
  }

  private compared(a: Person, b: Person): Levels {
    return compare(a, b, this.levels, this.frequencies);
  }
}

/** A slip in the day beside another name is a brother's or sister's more often than not. */
const isOneDay = ({ birth }: Person, { birth: other }: Person): boolean =>
  birth !== undefined && !birth.yearOnly && birth.digits === other?.digits;
