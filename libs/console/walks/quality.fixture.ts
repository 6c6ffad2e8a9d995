import type { MatchQuality } from '@tributary/identity';
import type { Instant } from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';

/** How good the matching is, as the page of it shows: small numbers left out, and a round that failed. */
export const QUALITY: MatchQuality = {
  measured: {
    ...{ on: '2026-11-22', seed: 'wexbourne' },
    groups: [
      {
        dimension: 'all',
        group: 'all',
        truePairs: 104_486,
        missed: 4.73,
        reviewed: 2.72,
        hidden: 2.01,
        precision: 99.99,
      },
      {
        dimension: 'ethnicity',
        group: 'Mixed',
        truePairs: 11_170,
        missed: 3.75,
        reviewed: 1.97,
        hidden: 1.78,
        precision: 100,
      },
    ],
  },
  live: {
    proposals: [
      { agency: 'ash-lane-primary', reason: 'two-upns', open: 12, oldestDays: 3 },
      { agency: 'kingsmere-academy', reason: 'not-certain', open: null, oldestDays: null },
    ],
    links: [{ method: 'nhs-number', weights: STANDING_WEIGHTS.version, records: 1_204 }],
    decisions: [{ outcome: 'link', count: 40 }],
    undone: [{ agency: 'ash-lane', weights: 'standing-2', links: 40_000, undone: 6, perThousand: 0.15 }],
    acceptedPerHundred: 83,
    lastLook: {
      ...{ at: '2026-11-22T03:00:00.000Z' as Instant, seconds: 41, weights: STANDING_WEIGHTS.version },
      ...{ records: 104_220, proposed: 7, splits: null },
    },
    lastRound: {
      ...{ at: '2026-11-23T03:00:00.000Z' as Instant, outcome: 'failed' },
      problem: '104220 records need about 517 MB, and RECONSIDER_MEMORY_MB allows 256',
    },
  },
};
