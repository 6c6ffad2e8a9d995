import { Frequencies, Judge, readWeights, STANDING_WEIGHTS, type Weights } from '@tributary/matching';
import type { Pool } from 'pg';

/** A judge of weights as records meet them one by one at intake. */
export const judgeBy = (weights: Weights): Judge =>
  new Judge(weights, Frequencies.kept(weights.names), weights.population ?? POPULATION);

/** A judge of one version of the weights. */
export type VersionedJudge = Readonly<{ version: string; judge: Judge }>;

/** How many children somebody in a borough might be, where the weights do not say. */
const POPULATION = 100_000;
const KEPT_MS = 60_000;

/** The weights that records are matched by at intake: the latest that somebody put in force, else the standing ones. */
export class WeightsInForce {
  private kept: Readonly<{ found: Promise<VersionedJudge>; at: number }> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => number = Date.now,
  ) {}

  /** As of a minute ago at most. */
  async current(): Promise<VersionedJudge> {
    if (!this.kept || this.now() - this.kept.at > KEPT_MS) {
      const found = this.load();
      this.kept = { found, at: this.now() };
      found.catch(() => (this.kept = undefined));
    }
    return this.kept.found;
  }

  /** Those of the last version put in force; undefined before the first. */
  async document(): Promise<Weights | undefined> {
    const { rows } = await this.pool.query<{ document: string }>(
      'SELECT document FROM identity.weights WHERE in_force_from IS NOT NULL ORDER BY in_force_from DESC LIMIT 1',
    );
    return rows[0] && readWeights(rows[0].document);
  }

  /** Kept as a version, without being in force. Repeating it changes nothing. */
  async keep(weights: Weights): Promise<void> {
    await this.pool.query(
      'INSERT INTO identity.weights (version, document) VALUES ($1, $2) ON CONFLICT (version) DO NOTHING',
      [weights.version, JSON.stringify(weights)],
    );
  }

  /** From now on records are matched by these. Repeating it changes nothing. */
  async putInForce(weights: Weights): Promise<void> {
    await this.pool.query(
      `INSERT INTO identity.weights (version, document, in_force_from) VALUES ($1, $2, clock_timestamp())
       ON CONFLICT (version) DO UPDATE SET in_force_from = excluded.in_force_from`,
      [weights.version, JSON.stringify(weights)],
    );
    this.kept = undefined;
  }

  private async load(): Promise<VersionedJudge> {
    const weights = (await this.document()) ?? STANDING_WEIGHTS;
    return { version: weights.version, judge: judgeBy(weights) };
  }
}
