import type { GroupRates } from '@tributary/matching';

/** Percentage points by which a group may be missed more often than the rest, in proof. */
export const LARGEST_GAP = 0.5;
/**
 * Of links of which a record is of a group, at least that share is right. Boroughs had up to 0.1 % wrong of a group, for
 * they come in clusters; the aim is 0.02 % (docs/match.md), and the floor goes up with it.
 */
export const PRECISION_FLOOR = 0.9995;
/** Of all links: the aim. */
export const PRECISION_FLOOR_OF_ALL = 0.9998;
/** Standard errors below an estimate for the lower 95 % bound. */
const BOUND = 1.645;

export type Gap = Readonly<{
  name: string;
  /** Percentage points; the bound is the lower one of 95 %. */
  gap: number;
  bound: number;
  truePairs: number;
}>;

type Wrongly = (rates: GroupRates) => number;
/** Not linked by a machine. */
export const missed: Wrongly = (rates) => rates.missed;
/** Neither linked nor shown to a person, so that nobody would come to know. */
export const hidden: Wrongly = (rates) => rates.missed - rates.reviewed;

/** How much more often each group goes wrong than the rest; of feeds nothing is asked, as a pair is mostly of two. */
export function gapsOf(rates: readonly GroupRates[], wrong: Wrongly): readonly Gap[] {
  const all = rates.find(({ dimension }) => dimension === 'all');
  if (!all) throw new Error('no rates of all');
  return rates
    .filter(({ dimension }) => dimension !== 'all' && dimension !== 'feed')
    .map((group) => {
      const own = shareOf(wrong(group), group.truePairs);
      const rest = shareOf(wrong(all) - wrong(group), all.truePairs - group.truePairs);
      const gap = own.share - rest.share;
      const error = Math.sqrt(own.variance + rest.variance);
      const name = `${group.dimension}: ${group.group}`;
      return { name, gap: 100 * gap, bound: 100 * (gap - BOUND * error), truePairs: group.truePairs };
    });
}

type Share = Readonly<{ share: number; variance: number }>;

function shareOf(part: number, whole: number): Share {
  const share = whole > 0 ? part / whole : 0;
  return { share, variance: (share * (1 - share)) / Math.max(1, whole) };
}

/**
 * Two children taken for one bring a wrong pair for each record of the one with each of the other: 3.3 on average (18 such
 * joins brought 59 in two boroughs of 80,000 children), and the larger ones weigh more in how far chance may go.
 */
const AT_A_TIME = 4;

/** The upper 95 % bound of the share of right links: false ones are few, and come several at a time. */
export function precisionOf({ falseLinks, linkedPairs }: GroupRates): number {
  const proven = Math.max(0, falseLinks - BOUND * Math.sqrt(AT_A_TIME * falseLinks));
  return linkedPairs > 0 ? 1 - proven / linkedPairs : 1;
}

/** Standard errors between what two runs missed of a group. */
export function farApart(one: GroupRates, other: GroupRates): number {
  const [a, b] = [shareOf(one.missed, one.truePairs), shareOf(other.missed, other.truePairs)];
  return Math.abs(a.share - b.share) / Math.max(1e-9, Math.sqrt(a.variance + b.variance));
}
