import { type Person, underCurrentNumbers } from '@tributary/matching';
import type { Candidate } from './decide-child';

/**
 * A person and those they may be, each under the NHS number that stands now: one that any of them says was superseded
 * counts as the one that superseded it. Pure.
 */
export function byCurrentNumbers(
  person: Person,
  candidates: readonly Candidate[],
): Readonly<{ person: Person; candidates: readonly Candidate[] }> {
  const all = [person, ...candidates.flatMap(({ persons }) => persons)];
  const current = underCurrentNumbers(all);
  if (current === all) return { person, candidates };
  const under = new Map(all.map((one, i) => [one, current[i] ?? one]));
  return {
    person: under.get(person) ?? person,
    candidates: candidates.map(({ childId, persons }) => ({
      childId,
      persons: persons.map((one) => under.get(one) ?? one),
    })),
  };
}
