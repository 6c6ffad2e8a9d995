import type { Instant } from '@tributary/kernel';
import { MEASURED } from '@tributary/matching';
import type { Pool } from 'pg';
import { type LastLook, type LastRound, ReconsideringBook } from '../reconsidering/book';

/** Fewer than these are not told: of two proposals somebody may know whom they are about. */
const FEWEST = 5;
/** A number that may be told; null where it is too small for that, and is not nothing. */
type Told = number | null;
const told = (count: number): Told => (count > 0 && count < FEWEST ? null : count);

/** How well records were matched on the simulator's labelled truth, for one group. Shares in percent. */
export type MeasuredGroup = Readonly<{
  dimension: string;
  group: string;
  truePairs: number;
  /** Not linked by a machine. */
  missed: number;
  /** Of all, missed and joined by what is shown to a person. */
  reviewed: number;
  /** Of all, missed and shown to nobody. */
  hidden: number;
  precision: number;
}>;

/** What this hub's own matching has done, without a name. */
export type LiveMeasures = Readonly<{
  /** What waits for a person. Age in whole days. */
  proposals: readonly Readonly<{ agency: string; reason: string; open: Told; oldestDays: Told }>[];
  links: readonly Readonly<{ method: string; weights: string | null; records: Told }>[];
  /**
   * Links that intake made and somebody took back, by agency and version of the weights: no more than 0.2 of a thousand
   * are aimed at (ADR-0025). Null of a thousand where the number may not be told.
   */
  undone: readonly Readonly<{
    agency: string;
    weights: string | null;
    links: Told;
    undone: Told;
    perThousand: number | null;
  }>[];
  decisions: readonly Readonly<{ outcome: string; count: Told }>[];
  /** Of a hundred that were decided; null while there are too few. */
  acceptedPerHundred: Told;
  /** The last look at all records at once, by a round or by command; null before the first. */
  lastLook: Readonly<{
    at: Instant;
    seconds: number;
    weights: string;
    records: Told;
    proposed: Told;
    /** Children whose records exclude each other. */
    splits: Told;
  }> | null;
  /** The last round that was due, also where nothing had changed; null before the first. `problem`: why it failed. */
  lastRound: Readonly<{ at: Instant; outcome: LastRound['outcome']; problem: string | null }> | null;
}>;
export type MatchQuality = Readonly<{
  measured: Readonly<{ on: string; seed: string; groups: readonly MeasuredGroup[] }>;
  live: LiveMeasures;
}>;

/** How good the matching is: measured before on labelled truth, and as this hub stands. */
export async function matchQuality(pool: Pool): Promise<MatchQuality> {
  const book = new ReconsideringBook(pool);
  const asked = [
    openProposals(pool),
    linksBy(pool),
    undoneBy(pool),
    decided(pool),
    book.last(),
    book.lastRound(),
  ] as const;
  const [proposals, links, undone, decisions, last, round] = await Promise.all(asked);
  return {
    measured: { on: MEASURED.measuredOn, seed: MEASURED.seed, groups: measuredGroups() },
    live: {
      proposals,
      links,
      undone,
      decisions: decisions.map(({ outcome, count }) => ({ outcome, count: told(count) })),
      acceptedPerHundred: acceptedOf(decisions),
      lastLook: last ? lookTold(last) : null,
      lastRound: round ? { at: round.beganAt, outcome: round.outcome, problem: round.problem } : null,
    },
  };
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100);

export const measuredGroups = (): readonly MeasuredGroup[] =>
  MEASURED.rates.map(({ dimension, group, truePairs, missed, reviewed, linkedPairs, falseLinks }) => ({
    ...{ dimension, group, truePairs },
    missed: percent(missed, truePairs),
    reviewed: percent(reviewed, truePairs),
    hidden: percent(missed - reviewed, truePairs),
    precision: percent(linkedPairs - falseLinks, linkedPairs),
  }));

const lookTold = ({ beganAt, tookMs, weights, ...of }: LastLook): LiveMeasures['lastLook'] => ({
  ...{ at: beganAt, seconds: Math.ceil(tookMs / 1_000), weights },
  ...{ records: told(of.records), proposed: told(of.proposed), splits: told(of.splits.length) },
});

async function openProposals(pool: Pool): Promise<LiveMeasures['proposals']> {
  const { rows } = await pool.query<{ agency: string; reason: string; open: number; oldestDays: number }>(
    `SELECT r.agency, p.reason, count(*)::int AS open,
            floor(extract(epoch FROM clock_timestamp() - min(p.proposed_at)) / 86400)::int AS "oldestDays"
       FROM identity.proposals p JOIN identity.records r USING (record_id)
      GROUP BY r.agency, p.reason ORDER BY r.agency, p.reason`,
  );
  return rows.map(({ open, oldestDays, ...of }) => ({
    ...of,
    open: told(open),
    oldestDays: told(open) === null ? null : oldestDays,
  }));
}

async function linksBy(pool: Pool): Promise<LiveMeasures['links']> {
  const { rows } = await pool.query<{ method: string; weights: string | null; records: number }>(
    `SELECT method, weights, count(*)::int AS records FROM identity.records GROUP BY method, weights ORDER BY method, weights`,
  );
  return rows.map(({ records, ...by }) => ({ ...by, records: told(records) }));
}

type Undone = Readonly<{ agency: string; weights: string | null; links: number; undone: number }>;

async function undoneBy(pool: Pool): Promise<LiveMeasures['undone']> {
  const { rows } = await pool.query<Undone>(
    `SELECT agency, weights, count(*)::int AS links, (count(*) FILTER (WHERE link_undone))::int AS undone
       FROM identity.records WHERE NOT founded GROUP BY agency, weights ORDER BY agency, weights`,
  );
  return rows.map(({ links, undone, ...by }) => {
    const isTold = told(links) !== null && told(undone) !== null;
    const perThousand = isTold ? Math.round((undone / links) * 100_000) / 100 : null;
    return { ...by, links: told(links), undone: told(undone), perThousand };
  });
}

type Decided = Readonly<{ outcome: string; count: number }>;

async function decided(pool: Pool): Promise<readonly Decided[]> {
  const { rows } = await pool.query<Decided>(
    'SELECT outcome, count(*)::int AS count FROM identity.match_decisions GROUP BY outcome ORDER BY outcome',
  );
  return rows;
}

/** The outcome that puts records together. */
const ACCEPTED = 'link';

export function acceptedOf(decisions: readonly Decided[]): Told {
  const all = decisions.reduce((sum, { count }) => sum + count, 0);
  const accepted = decisions.find(({ outcome }) => outcome === ACCEPTED)?.count ?? 0;
  return all < FEWEST ? null : Math.round((accepted / all) * 100);
}
