import { PersonReader } from './clean/read-person';
import { Blocks } from './find/blocks';
import { Judge } from './judge';
import type { Fault, Person, Stated } from './person';
import type { Outcome } from './rules/outcome';
import type { Reason } from './rules/ruling';
import { underCurrentNumbers } from './rules/superseded';
import { Frequencies } from './weigh/frequencies';
import type { Evidence } from './weigh/scale';
import type { Weights } from './weigh/weights';

/** A record that somebody may be, with all that speaks for and against. */
export type Candidate = Readonly<{
  id: string;
  outcome: Outcome;
  reason?: Reason;
  /** Bits. */
  weight: number;
  probability: number;
  evidence: readonly Evidence[];
}>;

export type Answer = Readonly<{
  outcome: Outcome;
  reason?: Reason;
  /** Best first; those that are NoMatch left out. */
  candidates: readonly Candidate[];
  /** What of the question could not be used. */
  faults: readonly Fault[];
  /** Version of the weights. */
  weights: string;
}>;

const MOST_TOLD = 20;
const RANKS: readonly Outcome[] = ['Match', 'PotentialMatch', 'LowConfidenceMatch'];

/** Asks who one person is among many known records. */
export class Lookup {
  private readonly people: readonly Person[];
  private readonly blocks: Blocks;
  private readonly judge: Judge;

  /** `reader` is the one that read the people: names are one object for all. */
  constructor(
    people: readonly Person[],
    private readonly weights: Weights,
    private readonly reader = new PersonReader(),
  ) {
    this.people = underCurrentNumbers(people);
    this.blocks = new Blocks(this.people);
    this.judge = new Judge(weights, Frequencies.among(this.people), this.people.length);
  }

  ask(stated: Stated): Answer {
    const person = this.reader.read(stated);
    const { faults } = person;
    const weights = this.weights.version;
    if (saysNothing(person)) return { outcome: 'Error', reason: 'nothing-to-compare', candidates: [], faults, weights };
    const found = this.blocks
      .candidates(person)
      .flatMap((place) => this.judged(person, this.people[place]) ?? [])
      .sort((one, other) => RANKS.indexOf(one.outcome) - RANKS.indexOf(other.outcome) || compareWeights(one, other));
    return { ...this.sum(found), candidates: found.slice(0, MOST_TOLD), faults, weights };
  }

  private judged(person: Person, known: Person | undefined): Candidate | undefined {
    if (!known) return undefined;
    const { outcome, reason, weight, probability } = this.judge.judge(person, known);
    if (outcome === 'NoMatch') return undefined;
    const evidence = this.judge.evidence(person, known);
    return { id: known.id, outcome, ...(reason ? { reason } : {}), weight, probability, evidence };
  }

  private sum(found: readonly Candidate[]): Pick<Answer, 'outcome' | 'reason'> {
    const [best, second] = found;
    if (!best) return { outcome: 'NoMatch' };
    if (best.outcome === 'Match' && second?.outcome === 'Match') return { outcome: 'ManyMatch', reason: 'several-fit' };
    return { outcome: best.outcome, ...(best.reason ? { reason: best.reason } : {}) };
  }
}

const compareWeights = (one: Candidate, other: Candidate): number =>
  other.weight - one.weight || (one.id < other.id ? -1 : 1);

/** Whoever says neither a name nor a number of theirs asks for nobody. */
const saysNothing = ({ given, family, nhs, upn, number }: Person): boolean =>
  [given, family, nhs, upn, number].every((one) => one === undefined);
