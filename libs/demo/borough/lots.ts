import type { Child } from '../domain/children';

/**
 * What a child of the borough is known for beside school and practice. Each has one lot at most, so that no rule finds
 * anything about a child that no story is about: whatever is found there is a fault of the rule or of the demo.
 */
export type Lot =
  'social-care' | 'suspended' | 'concern' | 'emergency' | 'not-brought' | 'family-help' | 'census' | 'quiet';

const LOTS: readonly Lot[] = [
  'social-care',
  'suspended',
  'concern',
  'emergency',
  'not-brought',
  'family-help',
  'census',
];
const ONE_IN = 16;

export function lotOf(child: Child): Lot {
  const at = child.number % ONE_IN;
  const lot = at % 2 === 1 ? LOTS[(at - 1) / 2] : undefined;
  if (lot === undefined) return 'quiet';
  if ((lot === 'suspended' || lot === 'concern') && child.school === undefined) return 'quiet';
  return lot === 'family-help' && child.year >= 0 ? 'quiet' : lot;
}

export const withLot = (children: readonly Child[], lot: Lot): readonly Child[] =>
  children.filter((child) => lotOf(child) === lot);

/** That many days or more, spread evenly over the two terms by the child's number. */
export const spread = (child: Child, from: number, days: number): number => from + ((child.number * 37) % days);
