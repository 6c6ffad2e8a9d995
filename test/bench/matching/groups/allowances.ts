/**
 * Gaps that the matcher has not closed yet, in percentage points: what the gate holds these groups to, in place of
 * `LARGEST_GAP`. Each is open work and stands in docs/match.md; none is for a group that is not listed, and a group within
 * the common limit has no line. Each commit makes another borough, so that they lie above what seven had by as much as
 * chance goes: to be lowered as the matcher gets better, and not raised.
 */
export const ALLOWANCES: Readonly<Record<string, number>> = {
  // An English name in place of the own: to a machine that is a twin.
  'name-origin: east-asian': 3.3,
  // No fixed address, and few family names: little that would outweigh a slip or a step-parent's name.
  'name-origin: traveller': 1.1,
  // A father's name in place of the family name; slips in a name that is also spelt otherwise.
  'name-origin: muslim': 1.9,
  // The same children as those of East Asian and Muslim names, by their ethnic group.
  'ethnicity: Asian': 1.7,
  'ethnicity: Other': 1.8,
};
