import { createHash } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import {
  type Change,
  fitWeights,
  Frequencies,
  type Person,
  PersonReader,
  STANDING_WEIGHTS,
  type Weights,
  whatChanges,
} from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { openSaid, statedToday } from './open-said';
import { everyRecord } from './storage/every-record';
import { judgeBy, WeightsInForce } from './weights';

/** Weights estimated from the hub's own records, and what would come of them. */
export type Fit = Readonly<{
  weights: Weights;
  /** Version of those in force. */
  inForce: string;
  records: number;
  children: number;
  /** Pairs of records that would be judged otherwise. Those that are linked stay linked. */
  changes: readonly Change[];
}>;

type Options = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'openIdentity'>;
  /** Numbers from 0 up to 1, the same for the same fingerprint: the same records give the same weights. */
  randomFor: (fingerprint: string) => () => number;
}>;

type Known = Readonly<{ people: readonly Person[]; children: number; fingerprint: string }>;

/** A name that fewer bear stands in no weights: it would tell of somebody. */
const FEWEST_BEARERS = 10;

/** Estimates the weights of a borough from its records. Links nothing and changes no record. */
export class WeightsFitting {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** Kept as a version, and not in force. Problem weights-too-few where there is too little to learn from. */
  async fit(): Promise<Fit> {
    const { people, children, fingerprint } = await this.known();
    const estimated = fitWeights(people, { fingerprint, random: this.options.randomFor(fingerprint) });
    if (estimated.made.from !== 'estimated') throw tooFew(people.length);
    const names = Frequencies.among(people).common(FEWEST_BEARERS);
    const weights: Weights = { ...estimated, population: Math.max(1, children), names };
    await this.weights.keep(weights);
    const current = (await this.weights.document()) ?? STANDING_WEIGHTS;
    const changes = whatChanges(people, judgeBy(current), judgeBy(weights));
    return { weights, inForce: current.version, records: people.length, children, changes };
  }

  /** From now on records are matched by them. */
  async use(weights: Weights): Promise<void> {
    await this.weights.putInForce(weights);
  }

  /** All records, opened a page at a time; what is kept is what is compared. */
  private async known(): Promise<Known> {
    const reader = new PersonReader();
    const people: Person[] = [];
    const children = new Set<string>();
    const hash = createHash('sha256');
    for await (const row of everyRecord(this.options.pool)) {
      const spoken = openSaid(this.options.vault, row);
      hash.update(JSON.stringify([row.recordId, spoken]));
      people.push(reader.read(statedToday(spoken, row.recordId)));
      children.add(row.childId);
    }
    return { people, children: children.size, fingerprint: hash.digest('hex') };
  }
}

const tooFew = (records: number): Problem =>
  new Problem(
    'weights-too-few',
    409,
    'There is too little to learn weights from',
    `Of ${records} records fewer than 30 pairs are likely one person; the weights in force stay. Try again with more`,
  );
